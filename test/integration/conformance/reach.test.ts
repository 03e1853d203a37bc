import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReachRow } from '../../../src/conformance/run/reach.ts';
import { serveBehind } from '../../mutants/serve.ts';
import { runTestCommand } from './run-command.ts';

let served: Awaited<ReturnType<typeof serveBehind>>;
let args: string[];
beforeAll(async () => {
  served = await serveBehind({ answer: (real) => real });
  args = ['--target', served.url, '--header', `X-Auth-Token: ${served.provider.issueToken()}`];
});
afterAll(() => served.close());

async function reachOf(...more: string[]): Promise<(status: string, code?: string) => ReachRow | undefined> {
  const { report } = await runTestCommand([...args, ...more]);
  return (status, code) => report.reach?.find((row) => row.status === status && row.code === code);
}

it('says of each documented status and error code what reached it, or why nothing did', async () => {
  const find = await reachOf();
  expect(find('200')).toMatchObject({ state: 'reached', by: 'baseline:RunModifyPicture:example-modified' });
  expect(find('400', 'IS.0016')).toMatchObject({
    state: 'reached',
    by: 'examples:RunModifyPicture:/:examples:image-unknown',
  });
  expect(find('401', 'APIGW.0307')).toMatchObject({
    state: 'unreached',
    reason: 'no expired credential was given',
  });
  expect(find('400', 'IS.0014')).toMatchObject({ state: 'unreached', reason: 'nothing provoked it' });
  expect(find('503')).toMatchObject({
    state: 'unreached',
    reason: 'server errors are never provoked on purpose',
  });
});

it('says that a budget was too short for it', async () => {
  const find = await reachOf('--rate', '10/s', '--budget', '0.3');
  expect(find('400', 'IS.0016')).toMatchObject({
    state: 'unreached',
    reason: 'not sent within the budget of 0.3 s',
  });
  expect(find('404')).toMatchObject({
    state: 'unreached',
    reason: 'nothing that was sent within the budget of 0.3 s provoked it',
  });
});
