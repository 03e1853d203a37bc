import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeReport } from '../../../src/cli/write-report.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { createCollector } from '../../../src/middleware/collector.ts';
import { check } from '../../../src/validate/check.ts';
import { createCoverage } from '../../../src/validate/coverage.ts';
import { contractFor } from '../../integration/middleware/load.ts';

const contract = contractFor();

function exchange(url: string, result: unknown): Exchange {
  const headers = { 'content-type': 'application/json', 'x-auth-token': 'a-token' };
  return {
    stance: 'observed',
    request: { method: 'PUT', url, headers, body: { kind: 'json', value: { path: 'a.jpg', tags: {} } } },
    response: { status: 200, headers, body: { kind: 'text', text: JSON.stringify({ result }) } },
    origin: { source: 'test' },
  };
}

it('writes what was collected, each fault once, and its clause table merges into another', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const collector = createCollector(contract);
  const seen = [
    exchange('/v1/p/i/image', 'Success'),
    exchange('/v1/p/i/image', 1),
    exchange('/v1/p/i/image', 1),
    exchange('https://elsewhere.example/x', 1),
  ];
  for (const one of seen) collector.record(one, check(contract, one));
  const path = join(folder, 'report.json');
  const report = await writeReport(path, collector.collected());
  const read = JSON.parse(readFileSync(path, 'utf8'));
  expect(read).toEqual(JSON.parse(JSON.stringify(report)));
  expect([read.verdict.status, read.summary]).toEqual([
    'fail',
    {
      exchanges: 4,
      checked: 3,
      errors: 1,
      warnings: 0,
      unchecked: [],
      skipped: [{ reason: 'a call to a server that is not in the document', count: 1 }],
    },
  ]);
  expect(read.findings.map(({ rule, count }: { rule: string; count: number }) => [rule, count])).toEqual([
    ['response-body-schema', 2],
  ]);
  const coverage = createCoverage(contract);
  coverage.merge(read.coverage);
  expect(coverage.toReport()).toEqual(collector.collected().coverage);
});

it('says why it cannot write', async () => {
  const nowhere = join(tmpdir(), 'no-such-folder', 'report.json');
  await expect(writeReport(nowhere, createCollector(contract).collected())).rejects.toMatchObject({
    code: 'usage-invalid',
    message: expect.stringMatching(/^cannot write .*no-such-folder/),
  });
});
