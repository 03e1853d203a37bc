import type { Finding, FindingProof, Json } from '../finding.ts';
import { toShellLines } from './curl-lines.ts';
import type { Page } from './paint.ts';
import { placeOf, toPlainText, wrapText } from './plain-text.ts';

/** A finding for people: what is wrong, where the document says so, how it was seen and how to see it again. */
export function findingBlock(finding: Finding, page: Page): string[] {
  const color = finding.severity === 'error' ? 'red' : 'yellow';
  const [first = '', ...rest] = wrapText(toPlainText(finding.message), page.width - 4);
  const lines = [
    `  ${page.paint(color, finding.severity)} ${page.paint('bold', finding.rule)}`,
    `    ${first}`,
    ...rest.map((line) => `    ${line}`),
  ];
  for (const [label, text] of factsOf(finding)) lines.push(...labelled(label, text, page));
  if (finding.reproduce !== undefined) {
    lines.push(
      ...toShellLines(finding.reproduce, page.width - 4).map((line) => `    ${page.paint('cyan', line)}`),
    );
  }
  return lines;
}

/** A label column and a wrapped text. */
function labelled(label: string, text: string, page: Page): string[] {
  const [first = '', ...rest] = wrapText(text, page.width - 15);
  return [
    `    ${page.paint('dim', label.padEnd(11))}${first}`,
    ...rest.map((line) => `${' '.repeat(15)}${line}`),
  ];
}

function factsOf(finding: Finding): [string, string][] {
  const facts: [string, string][] = [];
  // Most messages say both; a fact is not told twice.
  const { message, actual, expected } = finding;
  if (actual !== undefined && !message.includes('received'))
    facts.push(['received', toPlainText(JSON.stringify(actual), 240)]);
  if (expected !== undefined && !message.includes('documented'))
    facts.push(['documented', toPlainText(JSON.stringify(expected), 240)]);
  if (finding.proof) facts.push(['sent', describeProof(finding.proof)]);
  if (finding.statement !== undefined) facts.push(['statement', toPlainText(`“${finding.statement}”`)]);
  if (finding.clause !== undefined) facts.push(['clause', toPlainText(finding.clause)]);
  if (finding.spec !== undefined) facts.push(['document', toPlainText(placeOf(finding.spec))]);
  if (finding.origin?.interaction !== undefined)
    facts.push(['pact', toPlainText(`“${finding.origin.interaction}”`)]);
  if (finding.at !== undefined) facts.push(['seen in', toPlainText(describeOrigin(finding))]);
  facts.push(['hint', toPlainText(finding.hint ?? `contract-kit explain ${finding.rule}`)]);
  return facts;
}

/** @example 'null, instead of "a.jpg"' */
function describeProof({ before, after }: FindingProof): string {
  const show = (value: Json | undefined): string =>
    value === undefined ? 'nothing' : toPlainText(JSON.stringify(value), 120);
  return `${show(after)}, instead of ${show(before)}`;
}

function describeOrigin(finding: Finding): string {
  const { at, origin, count = 1 } = finding;
  const label = origin?.label ?? `exchange ${at?.exchange ?? 0}`;
  const place = [label, origin?.line, origin?.column].filter((part) => part !== undefined).join(':');
  const times = count > 1 ? `, and ${count - 1} more` : '';
  return `${place}, ${at?.side} ${at?.pointer || '/'}${times}`;
}
