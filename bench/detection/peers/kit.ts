import { main } from '../../../src/cli/main.ts';
import type { Report } from '../../../src/report/report.ts';
import { type Fixture, type Served, toArguments } from '../../../test/mutants/fixture.ts';
import { testIo } from '../../../test/unit/cli/test-io.ts';
import type { PeerRun } from './peer.ts';

/** The kit itself, through its command line; errors alone count as failures. */
export async function runKit(fixture: Fixture, served: Served): Promise<PeerRun & { requests: number }> {
  const started = performance.now();
  const io = testIo({ cwd: process.cwd() });
  const code = await main(['test', ...toArguments(fixture, served), '--report', 'json'], io);
  const seconds = (performance.now() - started) / 1000;
  if (io.out() === '') throw new Error(`the kit wrote no report (exit ${code}): ${io.err()}`);
  const report = JSON.parse(io.out()) as Report;
  const failures = report.findings
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, fingerprint }) => `${rule} ${fingerprint}`);
  return { failures: failures.sort(), seconds, requests: report.summary.exchanges };
}
