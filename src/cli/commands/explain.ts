import { KitError } from '../../errors.ts';
import { type RuleId, ruleIds } from '../../finding.ts';
import { createPaint, type Page } from '../../report/paint.ts';
import { placeOf, wrapText } from '../../report/plain-text.ts';
import { addExamples, type CommandDefinition } from '../command.ts';
import type { RuleExample } from '../explain/explanation.ts';
import { explanations } from '../explain/explanations.ts';
import { runExample } from '../explain/run-example.ts';
import { findNearest } from '../nearest.ts';
import { wantsColor } from '../shared-options.ts';

export const explainCommand: CommandDefinition = {
  name: 'explain',
  summary: 'tell what a rule means, with an example that breaks it',
  configure(command) {
    command
      .argument('[RULE]', 'the id of a rule; without it all are listed')
      .option('--no-color', 'no colour');
    addExamples(command, [
      'contract-kit explain',
      'contract-kit explain response-body-schema',
      'contract-kit explain scenario-outcome-different',
    ]);
  },
  async run(args, options, io) {
    const page = {
      width: Math.min(io.isTTY.columns, 100),
      paint: createPaint(wantsColor(options.color !== false, io)),
    };
    io.stdout(args[0] === undefined ? renderList(page) : renderRule(findRule(args[0]), page));
    return 0;
  },
};

function findRule(name: string): RuleId {
  const rule = ruleIds.find((id) => id === name);
  if (rule !== undefined) return rule;
  const nearest = findNearest(name, ruleIds);
  throw new KitError('usage-invalid', `there is no rule ${JSON.stringify(name)}`, {
    hint: nearest ? `did you mean ${nearest}` : 'contract-kit explain lists all rules',
  });
}

function renderList({ width, paint }: Page): string {
  const lines = ruleIds.flatMap((id) => {
    const [first = '', ...rest] = wrapText(explanations[id].meaning, width - 36);
    return [`${paint('bold', id.padEnd(36))}${first}`, ...rest.map((line) => `${' '.repeat(36)}${line}`)];
  });
  return `${lines.join('\n')}\n`;
}

function renderRule(rule: RuleId, page: Page): string {
  const { paint, width } = page;
  const { meaning, fix, accept, example } = explanations[rule];
  const section = (title: string, text: string) => [
    paint('bold', title),
    ...wrapText(text, width - 2).map((line) => `  ${line}`),
    '',
  ];
  return [
    paint('bold', rule),
    '',
    ...section('What it means', meaning),
    paint('bold', 'Example'),
    ...renderExample(rule, example, page),
    ...section('How to fix it', fix),
    ...section('How to accept it', accept),
  ].join('\n');
}

function renderExample(rule: RuleId, example: RuleExample, { paint, width }: Page): string[] {
  const { document, request, response, matching } = example;
  const matcher =
    matching && `Matcher in the ${matching.side} body, ${matching.path}:\n${JSON.stringify(matching.rule)}`;
  const messages = [document, request, response, matcher].filter((text) => text !== undefined);
  const lines = messages.flatMap((text) => [...text.trimEnd().split('\n').map(indent), '']);
  const finding = runExample(example).find((each) => each.rule === rule);
  // What only a sender can judge has no finding here.
  if (finding === undefined) return lines;
  const place = finding.spec ? ` (${placeOf(finding.spec)})` : '';
  const [first = '', ...rest] = wrapText(`${finding.severity} ${finding.message}${place}`, width - 2);
  return [...lines, ...[paint('red', first), ...rest].map(indent), ''];
}

function indent(line: string): string {
  return line === '' ? '' : `  ${line}`;
}
