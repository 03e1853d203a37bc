import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCommands, toArguments } from '../../../e2e/doc-commands.ts';
import { type Ended, runCli } from '../../../e2e/run-cli.ts';
import { startProvider } from '../../provider/requests.ts';

const contracts = fileURLToPath(new URL('../../../../contracts/', import.meta.url));
const commands = readCommands(new URL('../../../../docs/offline.md', import.meta.url));

describe('the commands of docs/offline.md', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'offline-commands-'));
  let service: Awaited<ReturnType<typeof startProvider>>;
  beforeAll(async () => {
    cpSync(contracts, join(cwd, 'contracts'), { recursive: true });
    service = await startProvider();
  });
  afterAll(async () => {
    await service.stop();
    rmSync(cwd, { recursive: true });
  });

  const run = (...args: readonly string[]): Promise<Ended> =>
    runCli(args, { cwd, env: { CONTRACT_KIT_USER_TOKEN: service.provider.issueToken() } });
  const canIDeploy = (pacticipant: string, version: string) =>
    run(
      ...['pact', 'can-i-deploy', '--offline', 'broker', '--to-environment', 'production'],
      ...['--pacticipant', pacticipant, '--version', version],
    );

  it('are six', () => {
    expect(commands.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'pact create-environment',
      'pact publish',
      'pact verify',
      'pact can-i-deploy',
      'pact record-deployment',
      'pact can-i-deploy',
    ]);
  });

  it.each(commands)(
    '%s',
    async (line) => {
      const ended = await run(...toArguments(line, { TARGET: service.url }));
      expect({ ...ended, stdout: '' }).toEqual({ code: 0, stdout: '', stderr: '' });
    },
    60_000,
  );

  it('leave a folder with what was said', () => {
    expect(readdirSync(join(cwd, 'broker')).sort()).toEqual([
      'branches',
      'deployments',
      'environments',
      'offline-broker.json',
      'pacts',
      'results',
      'versions',
    ]);
    expect(readdirSync(join(cwd, 'broker/results/ImageSearch/7.2.0')).sort()).toEqual([
      'catalogue-retagger',
      'image-console',
    ]);
  });

  it('and can-i-deploy answers in the form that a broker gives', async () => {
    expect(await canIDeploy('image-console', '1.0.0')).toEqual({
      code: 0,
      stdout: `consumer       version  provider     version  result
image-console  1.0.0    ImageSearch  7.2.0    passed

All required verification results are published and successful
yes: can-i-deploy image-console 1.0.0 to production
`,
      stderr: '',
    });
  });

  it('ends with 2 for what nobody knows, as with a broker', async () => {
    expect(await canIDeploy('image-console', '9')).toEqual({
      code: 2,
      stdout: `No pacts or verifications have been published for version 9 of image-console
unknown: can-i-deploy image-console 9 to production
`,
      stderr: '',
    });
    const { code, stdout, stderr } = await canIDeploy('nobody', '1');
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error: no pacticipant is named "nobody"\nhint: known: ImageSearch, catalogue-retagger, image-console\n',
    });
  });

  it('takes no folder and a broker at once, and no folder that is not there', async () => {
    const both = await run(
      'pact',
      'create-environment',
      '--name',
      'x',
      '--offline',
      'x',
      '--broker-base-url',
      'http://127.0.0.1:1',
    );
    expect(both.code).toBe(2);
    expect(both.stderr).toContain('--offline and --broker-base-url do not go together');
    const none = await run(
      'pact',
      'can-i-deploy',
      '--pacticipant',
      'a',
      '--version',
      '1',
      '--offline',
      'none',
    );
    expect({ ...none, stderr: none.stderr.replaceAll(cwd, '') }).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: cannot read /none: there is no such folder\n',
    });
    expect(existsSync(join(cwd, 'none'))).toBe(false);
  });

  it('is not asked for what only a broker knows', async () => {
    const verify = (...args: readonly string[]) =>
      run('pact', 'verify', '--target', service.url, '--offline', 'broker', ...args);
    expect(await verify('--provider', 'ImageSearch', '--pending')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error: a folder knows no selectors, and no pending pacts\nhint: leave them out, or name the pacts as PATH\n',
    });
    expect(await verify()).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error: a folder must be asked for the pacts of one provider\nhint: name it with --provider NAME\n',
    });
  });

  it('says no to what failed, and ends with one sentence for a damaged file', async () => {
    const results = join(cwd, 'broker/results/ImageSearch/7.2.0/image-console');
    for (const name of readdirSync(results)) unlinkSync(join(results, name));
    const failed = { consumerVersion: '1.0.0', success: false, verifiedAt: '2026-01-31T12:00:00Z' };
    writeFileSync(join(results, 'by-hand.json'), JSON.stringify(failed));
    expect((await canIDeploy('image-console', '1.0.0')).code).toBe(1);
    writeFileSync(join(results, 'by-hand.json'), '<<<<<<< HEAD');
    expect(await canIDeploy('image-console', '1.0.0')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error: results/ImageSearch/7.2.0/image-console/by-hand.json is not JSON\nhint: mend the file, or delete it\n',
    });
  });
});
