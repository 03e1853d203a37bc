import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildReport } from '../../../src/cli/build-report.ts';
import { loadContract } from '../../../src/cli/load-contract.ts';
import { fromHarEntry } from '../../../src/exchange/from-har.ts';
import { renderJson } from '../../../src/report/json.ts';
import type { Report } from '../../../src/report/report.ts';
import { check } from '../../../src/validate/check.ts';
import { createCoverage } from '../../../src/validate/coverage.ts';
import { testIo } from '../../unit/cli/test-io.ts';
import { runCli } from '../run-cli.ts';
import { toEntry, toHar } from './entry.ts';

const cwd = mkdtempSync(join(tmpdir(), 'merge-'));
afterAll(() => rmSync(cwd, { recursive: true }));

/** The report of something in a process that judged one exchange of a test. */
async function reportOf(entry: object): Promise<Report> {
  const contract = await loadContract(undefined, testIo());
  const coverage = createCoverage(contract);
  const read = fromHarEntry(entry, { source: 'test', label: 'a test' });
  if (read.kind !== 'exchange') throw new Error(read.reason);
  const { findings, unchecked } = check(contract, read.exchange);
  coverage.record(read.exchange, check(contract, read.exchange));
  return buildReport({
    contract,
    findings,
    unchecked,
    coverage: coverage.toReport(),
    exchanges: 1,
    checked: 1,
  });
}

let good: Report;

beforeAll(async () => {
  good = await reportOf(toEntry());
  writeFileSync(join(cwd, 'good.json'), renderJson(good));
  writeFileSync(join(cwd, 'bad.json'), renderJson(await reportOf(toEntry({ answer: { result: 5 } }))));
  const other = { ...good, contract: { ...good.contract, digest: `sha256:${'0'.repeat(64)}` } };
  writeFileSync(join(cwd, 'other.json'), renderJson(other));
  writeFileSync(join(cwd, 'no-report.json'), JSON.stringify({ ...good, coverage: { operations: [] } }));
  writeFileSync(join(cwd, 'list.json'), '[]');
  writeFileSync(join(cwd, 'text.json'), 'hello');
  writeFileSync(join(cwd, 'traffic.har'), toHar(toEntry()));
});

async function merge(...args: string[]): Promise<{ code: number | null; stderr: string; report: Report }> {
  const { code, stdout, stderr } = await runCli(['check', ...args, '--report', 'json'], { cwd });
  return { code, stderr, report: JSON.parse(stdout) };
}

describe.concurrent('check --merge', () => {
  it('joins the clause tables of traffic and of another run', async () => {
    const { code, stderr, report } = await merge('traffic.har', '--merge', 'good.json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(report.summary).toMatchObject({ exchanges: 2, checked: 2, errors: 0 });
    expect(report.coverage.operations[0]?.exchanges).toBe(2);
    const proven = good.coverage.clauses.filter(({ state }) => state === 'proven').map(({ id }) => id);
    const both = report.coverage.clauses.filter(({ by }) => by.join() === 'test,traffic').map(({ id }) => id);
    expect(proven.length).toBeGreaterThan(5);
    expect(both).toEqual(proven);
  });

  it('takes the findings of the other run as well, so that it cannot hide them', async () => {
    const { code, report } = await merge('traffic.har', '--merge', 'bad.json');
    const bad: Report = JSON.parse(readFileSync(join(cwd, 'bad.json'), 'utf8'));
    expect(code).toBe(1);
    expect(report.findings).toEqual(bad.findings);
    expect(report.coverage.clauses.filter(({ state }) => state === 'violated').map(({ id }) => id)).toEqual(
      bad.coverage.clauses.filter(({ state }) => state === 'violated').map(({ id }) => id),
    );
  });

  it('writes what it could merge again: the sum of reports is a report', async () => {
    const { report } = await merge('--merge', 'good.json', '--merge', 'bad.json');
    expect(report.summary).toMatchObject({ exchanges: 2, checked: 2, errors: 1 });
    const one = await merge('--merge', 'good.json');
    expect(one.report).toEqual(good);
  });

  it('does not take the report of another document', async () => {
    const { code, report } = await merge('traffic.har', '--merge', 'other.json');
    expect(code).toBe(2);
    expect(report.summary.unchecked).toEqual([
      { reason: 'other.json is the report of another document, its digest is different', count: 1 },
    ]);
    expect(report.coverage.operations[0]?.exchanges).toBe(1);
  });

  it.each([
    ['missing.json', 'error: cannot read the report missing.json: ENOENT\n'],
    ['text.json', 'error: the report text.json is not JSON\n'],
    ['list.json', 'error: list.json is no JSON report: it breaks report.schema.json\n'],
    ['no-report.json', 'error: no-report.json is no JSON report: /coverage breaks report.schema.json\n'],
  ])('refuses %s', async (name, sentence) => {
    const { code, stdout, stderr } = await runCli(['check', 'traffic.har', '--merge', name], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.startsWith(sentence)).toBe(true);
  });
});
