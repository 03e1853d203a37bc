import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCli } from '../e2e/run-cli.ts';
import { startProvider } from '../integration/provider/requests.ts';
import { brokerMissing, startBroker } from './start-broker.ts';
import { type VerifyOptions, verifyFromBroker } from './verify-from-broker.ts';
import { contracts, writeChangedPact } from './write-pacts.ts';

describe.skipIf(brokerMissing)(brokerMissing ?? 'what a provider has never kept', () => {
  it('stays pending, and work in progress: it fails no build of the provider, and is not deployed either', async () => {
    const broker = await startBroker();
    onTestFinished(() => broker.close());
    const { provider, url, stop } = await startProvider();
    onTestFinished(stop);
    const folder = mkdtempSync(join(tmpdir(), 'broker-pending-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const run = async (...args: string[]) => {
      const { code } = await runCli(['pact', ...args], {
        cwd: folder,
        env: { PACT_BROKER_BASE_URL: broker.url },
      });
      return code;
    };
    const verify = (options: Omit<VerifyOptions, 'branch'>) =>
      verifyFromBroker(broker, { url, token: provider.issueToken() }, { ...options, branch: 'main' });
    const mayDeploy = (version: string) =>
      run(
        'can-i-deploy',
        '--pacticipant',
        'catalogue-retagger',
        '--version',
        version,
        '--to-environment',
        'live',
      );

    await run('create-environment', '--name', 'live', '--production');
    await run('publish', contracts, '--consumer-app-version', '1', '--branch', 'main');
    expect(await verify({ version: 'p1', selectors: [{ branch: 'main' }] })).toBe(true);
    await run(
      'record-deployment',
      '--pacticipant',
      'ImageSearch',
      '--version',
      'p1',
      '--environment',
      'live',
    );
    expect(await mayDeploy('1')).toBe(0);

    const breaking = writeChangedPact(join(folder, 'breaking'), { result: 'Done' });
    await run('publish', breaking, '--consumer-app-version', '2', '--branch', 'done');
    expect(await mayDeploy('2')).toBe(2);
    // The branch is not asked for: the pact comes as work in progress, fails, and the build of the provider passes.
    const selectors = [{ branch: 'main' }];
    expect(await verify({ version: 'p1', selectors, pending: true, wipSince: '2020-01-01' })).toBe(true);
    expect(await mayDeploy('2')).toBe(1);
    expect(await verify({ version: 'p1', selectors: [{ branch: 'done' }], pending: true })).toBe(true);
    expect(await verify({ version: 'p1', selectors: [{ branch: 'done' }] })).toBe(false);
    expect(await mayDeploy('1')).toBe(0);
  }, 120_000);
});
