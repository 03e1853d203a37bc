import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCli } from '../e2e/run-cli.ts';
import { startProvider } from '../integration/provider/requests.ts';
import { brokerMissing, startBroker } from './start-broker.ts';
import { ofBranch, verifyFromBroker } from './verify-from-broker.ts';
import { contracts, writeChangedPact } from './write-pacts.ts';

describe.skipIf(brokerMissing)(brokerMissing ?? 'what a provider has never kept', () => {
  it('stays pending, and work in progress: it fails no build of the provider, and is not deployed either', async () => {
    const broker = await startBroker();
    onTestFinished(() => broker.close());
    const service = await startProvider();
    onTestFinished(service.stop);
    const folder = mkdtempSync(join(tmpdir(), 'broker-pending-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const run = async (...args: string[]) => {
      const { code } = await runCli(['pact', ...args], {
        cwd: folder,
        env: { PACT_BROKER_BASE_URL: broker.url },
      });
      return code;
    };
    const verify = async (branch: string, ...more: string[]) => {
      const { code } = await verifyFromBroker({
        cwd: folder,
        env: { PACT_BROKER_BASE_URL: broker.url },
        service,
        version: 'p1',
        options: [...ofBranch(branch), ...more],
      });
      return code;
    };
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
    expect(await verify('main')).toBe(0);
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
    expect(await verify('main', '--pending', '--wip-since', '2020-01-01')).toBe(0);
    expect(await mayDeploy('2')).toBe(1);
    expect(await verify('done', '--pending')).toBe(0);
    expect(await verify('done')).toBe(1);
    expect(await mayDeploy('1')).toBe(0);
  });
});
