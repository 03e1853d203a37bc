import type { Command } from 'commander';
import { phases } from '../../conformance/plan/case.ts';
import { KitError } from '../../errors.ts';
import { append, readUrls } from '../shared-options.ts';

/** The options of `test` as commander gives them, before they are read. */
export type TestOptions = Readonly<Record<string, unknown>>;

/** Adds the options of `test`. */
export function addTestOptions(command: Command): void {
  command
    .option('--target <URL>', 'the service under test, with its base path')
    .option('--expired-header <NAME: VALUE>', 'a credential that was valid once; repeatable', append)
    .option('--other-header <NAME: VALUE>', 'a credential without a right to this; repeatable', append)
    .option('--only <OPERATION>', 'only this operationId or "METHOD /path"; repeatable', append)
    .option('--phases <LIST>', `some of ${phases.join(',')}`, phases.join(','))
    .option('--timeout <MS>', 'milliseconds for one whole answer', '10000')
    .option('--workers <N>', 'requests at the same time', '1')
    .option('--allow-delete', 'also send documented DELETE operations')
    .option('--dry-run', 'print the plan and send nothing');
}

/** The URL of the service under test. */
export function readTarget(options: TestOptions): URL {
  const [text] = readUrls('--target', options.target);
  if (text === undefined)
    throw new KitError('usage-invalid', '--target is missing', {
      hint: 'the URL of the service under test, such as --target http://127.0.0.1:4000',
    });
  return new URL(text);
}
