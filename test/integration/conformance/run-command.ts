import type { Io } from '../../../src/cli/io.ts';
import { main } from '../../../src/cli/main.ts';
import type { Report } from '../../../src/report/report.ts';
import { testIo } from '../../unit/cli/test-io.ts';

/** The command `test` as a person runs it; the report is the JSON one on stdout. */
export async function runTestCommand(
  args: readonly string[],
  io: Partial<Io> = {},
): Promise<{ exitCode: number; report: Report; stderr: string }> {
  const test = testIo(io);
  const exitCode = await main(['test', ...args, '--report', 'json'], test);
  return { exitCode, report: JSON.parse(test.out() || 'null'), stderr: test.err() };
}
