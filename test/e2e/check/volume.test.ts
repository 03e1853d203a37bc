import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Report } from '../../../src/report/report.ts';
import { base, toEntry } from './entry.ts';

const bin = fileURLToPath(new URL('../../../src/cli/bin.ts', import.meta.url));
const cwd = mkdtempSync(join(tmpdir(), 'volume-'));
afterAll(() => rmSync(cwd, { recursive: true }));

const exchanges = 200_000;
/** One in so many is of the kind. */
const [badEach, elsewhereEach, mapEach] = [50, 40, 20];

/** Mostly valid; some broken at a key that no other exchange has, some of ever new servers, some with ever new tokens. */
function entryAt(index: number): object {
  if (index % badEach === 0) return toEntry({ answer: { result: index } });
  if (index % elsewhereEach === 1) return toEntry({ url: `http://host-${index}.test/` });
  if (index % mapEach === 2) return toEntry({ body: { path: 'a.jpg', tags: { [`key-${index}`]: index } } });
  return toEntry({ token: `token-${index}`, url: `${base}?number=${index}` });
}

function* ndjson(): Generator<string> {
  for (let index = 0; index < exchanges; index += 1) yield `${JSON.stringify(entryAt(index))}\n`;
}

function* har(): Generator<string> {
  yield '{"log":{"version":"1.2","entries":[';
  for (let index = 0; index < exchanges; index += 1)
    yield `${index > 0 ? ',' : ''}${JSON.stringify(entryAt(index), null, 1)}`;
  yield '],"pages":[]}}';
}

/** Writes into stdin of the command, and gives its report and the most memory that it had, in MiB. */
async function judge(texts: Iterable<string>, name: string) {
  const report = join(cwd, `${name}.json`);
  const watch = `process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS))`;
  const args = ['--import', `data:text/javascript,${encodeURIComponent(watch)}`, bin, 'check', '-'];
  const child = spawn(process.execPath, [...args, '--report', 'text', '--report', `json=${report}`]);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  Readable.from(batches(texts)).pipe(child.stdin);
  const code = await ended;
  const json = readFileSync(report, 'utf8');
  return { code, stdout, stderr, json, report: JSON.parse(json) as Report };
}

function* batches(texts: Iterable<string>): Generator<string> {
  let batch = '';
  for (const text of texts) {
    batch += text;
    if (batch.length < 100_000) continue;
    yield batch;
    batch = '';
  }
  yield batch;
}

describe(`check judges ${exchanges} exchanges in bounded memory`, () => {
  it.each([
    ['NDJSON', ndjson],
    ['HAR', har],
  ])(
    'as %s, with a report that does not grow',
    async (name, texts) => {
      const { code, stdout, stderr, json, report } = await judge(texts(), name);
      expect(code).toBe(1);
      const elsewhere = Array.from({ length: exchanges }, (_, index) => index).filter(
        (index) => index % badEach !== 0 && index % elsewhereEach === 1,
      );
      expect(report.summary).toMatchObject({ exchanges, checked: exchanges - elsewhere.length });
      expect(report.summary.skipped.length).toBe(21);
      expect(report.summary.skipped.reduce((sum, { count }) => sum + count, 0)).toBe(elsewhere.length);
      const counts = Map.groupBy(report.findings, ({ rule }) => rule);
      const total = (rule: 'response-body-schema' | 'request-body-schema') =>
        (counts.get(rule) ?? []).reduce((sum, { count = 1 }) => sum + count, 0);
      expect(counts.get('response-body-schema')?.length).toBe(1);
      expect(total('response-body-schema')).toBe(exchanges / badEach);
      // Each is at a key of its own: no more rows than a reader can look at, yet all are counted.
      expect(counts.get('request-body-schema')?.length).toBe(20);
      expect(total('request-body-schema')).toBe(
        Array.from({ length: exchanges }, (_, index) => index).filter(
          (index) => index % badEach !== 0 && index % elsewhereEach !== 1 && index % mapEach === 2,
        ).length,
      );
      expect(report.findings[0]?.origin?.label).toMatch(/^stdin/);
      expect(json.length).toBeLessThan(150_000);
      expect(stdout.split('\n').length).toBeLessThan(700);
      const [, peak] = /^peak (\d+)$/.exec(stderr) ?? [];
      expect(Number(peak) / 1024).toBeLessThan(300);
    },
    240_000,
  );
});
