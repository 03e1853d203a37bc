import type { Detection } from './detect.ts';

/** What a run of the bench must not exceed, for one provider. */
const limits = { requests: 2000, providerSeconds: 10 };

/** Markdown: one line a fixture and kind, then what was missed and who was accused. */
export function renderTables(results: readonly Detection[]): string {
  const groups = [...Map.groupBy(results, ({ fixture, kind }) => `${fixture} | ${kind}`)];
  const head =
    'fixture | kind | providers | found | only warned | misnamed | missed | accused | exactly as expected | requests, median | requests, most | provider seconds, most';
  const rows = [...groups, ['all | ', results] as const].map(([name, list]) => row(name, list));
  const lines = [`| ${head} |`, `|${' --- |'.repeat(head.split('|').length)}`, ...rows];
  return `${lines.join('\n')}\n${renderNames(results)}`;
}

function row(name: string, list: readonly Detection[]): string {
  const count = (outcome: Detection['outcome']): number =>
    list.filter((one) => one.outcome === outcome).length;
  const requests = list.map((one) => one.requests).sort((a, b) => a - b);
  const cells = [
    list.length,
    ...(['found', 'named', 'misnamed', 'missed', 'accused'] as const).map(count),
    list.filter(({ asExpected }) => asExpected).length,
    requests[Math.floor(requests.length / 2)] ?? 0,
    requests.at(-1) ?? 0,
    Math.max(...list.map((one) => one.providerSeconds)).toFixed(1),
  ];
  return `| ${name} | ${cells.join(' | ')} |`;
}

function renderNames(results: readonly Detection[]): string {
  const words = {
    named: 'Only warned of',
    misnamed: 'Misnamed',
    missed: 'Missed',
    accused: 'Accused',
  } as const;
  return Object.entries(words)
    .map(([outcome, word]) => {
      const names = results.filter((one) => one.outcome === outcome);
      return `\n${word}: ${names.map(({ fixture, name }) => `${name} (${fixture})`).join('; ') || 'none'}\n`;
    })
    .join('');
}

/** One sentence for each provider that was accused or took more than the limits. */
export function checkLimits(results: readonly Detection[]): string[] {
  return results.flatMap(({ fixture, name, outcome, requests, providerSeconds }) => [
    ...(outcome === 'accused' ? [`${fixture}, ${name}: a correct provider is accused`] : []),
    ...(requests >= limits.requests ? [`${fixture}, ${name}: ${requests} requests`] : []),
    ...(providerSeconds >= limits.providerSeconds ? [`${fixture}, ${name}: ${providerSeconds} seconds`] : []),
  ]);
}
