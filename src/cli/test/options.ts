import type { Command } from 'commander';
import { phases } from '../../conformance/plan/case.ts';
import { planDefaults } from '../../conformance/plan/config.ts';
import { KitError } from '../../errors.ts';
import { append, readUrls } from '../shared-options.ts';

/** The options of `test` as commander gives them, before they are read. */
export type TestOptions = Readonly<Record<string, unknown>>;

/** Adds the options of `test`. */
export function addTestOptions(command: Command): void {
  command
    .optionsGroup('What is tested:')
    .option('--target <URL>', 'the service under test, with its base path')
    .option('--only <OPERATION>', 'only this operationId or "METHOD /path"; repeatable', append)
    .option('--replay <FILE>', 'the failures of that JSON report again, and nothing else; - for stdin')
    .option('--phases <LIST>', 'some of them', phases.join(','))
    .option('--fuzz-cases <N>', 'cases of the phase fuzz for one operation', String(planDefaults.fuzzCases))
    .optionsGroup('What it is tested with:')
    .option('--pacts <PATH>', 'valid requests out of pact files, or directories of them; repeatable', append)
    .option('--state-url <URL>', 'gets POST { action, state, params } for each provider state of a pact')
    .option('--expired-header <NAME: VALUE>', 'a credential that was valid once; repeatable', append)
    .option('--other-header <NAME: VALUE>', 'a credential without a right to this; repeatable', append)
    .optionsGroup('What may be sent:')
    .option('--read-only', 'send GET, HEAD, OPTIONS and QUERY alone')
    .option('--allow-delete', 'also send documented DELETE operations')
    .optionsGroup('How it runs:')
    .option('--rate <N/s>', 'requests in a second (or a minute, N/m) at most, of whatever kind')
    .option('--budget <SECONDS>', 'begin nothing more after that; sends the first cases of a longer run')
    .option('--workers <N>', 'requests at the same time', '1')
    .option('--timeout <MS>', 'milliseconds for one whole answer', '5000')
    .option('--max-response-time <MS>', 'milliseconds that an answer may take; more is a finding')
    .optionsGroup('What comes out of it:')
    .option('--export <FORMAT=PATH>', 'findings as vitest=DIR, har=FILE or curl=FILE; repeatable', append)
    .option('--dry-run', 'print the plan and send nothing')
    .option('--plan <json[=FILE]>', 'write the plan as JSON and send nothing');
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
