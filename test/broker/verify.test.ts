import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCli } from '../e2e/run-cli.ts';
import { startProvider } from '../integration/provider/requests.ts';
import { type BrokerOptions, brokerMissing, startBroker } from './start-broker.ts';
import { contracts, writeChangedPact } from './write-pacts.ts';

/** A broker with the contracts of both consumers, a provider, and the command. */
async function start(options: BrokerOptions = {}) {
  const broker = await startBroker(options);
  onTestFinished(() => broker.close());
  const { provider, url, stop } = await startProvider();
  onTestFinished(stop);
  const folder = mkdtempSync(join(tmpdir(), 'broker-verify-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const env = {
    PACT_BROKER_BASE_URL: broker.url,
    CONTRACT_KIT_USER_TOKEN: provider.issueToken(),
    ...(options.token !== undefined && { PACT_BROKER_TOKEN: options.token }),
  };
  const run = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    runCli(['pact', ...args], { cwd: folder, env: { ...env, ...more } });
  const verify = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    run(['verify', '--target', url, '--state-url', `${url}/_provider/state`, ...args], more);
  const mayDeploy = async (consumer: string, version: string) =>
    (await run(['can-i-deploy', '--pacticipant', consumer, '--version', version, '--to-environment', 'live']))
      .code;
  await run(['create-environment', '--name', 'live', '--production']);
  await run(['publish', contracts, '--consumer-app-version', '1', '--branch', 'main']);
  return { broker, folder, run, verify, mayDeploy };
}

const asked = ['--provider', 'ImageSearch', '--provider-branch', 'main'];
const publishing = (version: string) => [...asked, '--publish', '--provider-version', version];
const live = (version: string) => [
  ...['record-deployment', '--pacticipant', 'ImageSearch'],
  ...['--version', version, '--environment', 'live'],
];

describe.skipIf(brokerMissing)(brokerMissing ?? 'pact verify with a Pact Broker', () => {
  it('verifies what the broker has, and the broker knows it afterwards, with the build', async () => {
    const { broker, run, verify, mayDeploy } = await start();
    const { code, stdout } = await verify([
      ...publishing('p1'),
      ...['--build-url', 'https://ci.example/builds/17'],
    ]);
    expect(stdout).toMatch(/^published success for catalogue-retagger: http.*\/verification-results\/\d+$/m);
    expect(stdout).toMatch(/^published success for image-console: http.*\/verification-results\/\d+$/m);
    expect(code).toBe(0);
    const url = /^published success for image-console: (.*)$/m.exec(stdout)?.[1] ?? '';
    const result = Object(await (await fetch(url)).json());
    expect(result).toMatchObject({
      success: true,
      providerName: 'ImageSearch',
      providerApplicationVersion: 'p1',
      buildUrl: 'https://ci.example/builds/17',
      verifiedBy: { implementation: 'imagesearch-contract-kit', version: expect.any(String) },
    });
    expect(result.testResults.length).toBe(48);
    expect(result.testResults.every(({ interactionId }: { interactionId?: string }) => interactionId)).toBe(
      true,
    );
    const branch = await fetch(`${broker.url}/pacticipants/ImageSearch/branches/main/versions/p1`);
    expect(branch.status).toBe(200);
    await run(live('p1'));
    expect([await mayDeploy('image-console', '1'), await mayDeploy('catalogue-retagger', '1')]).toEqual([
      0, 0,
    ]);
  });

  it('tells a failure from one that may be: selectors, pending pacts and work in progress', async () => {
    const { folder, run, verify, mayDeploy } = await start();
    expect((await verify(publishing('p1'))).code).toBe(0);
    await run(live('p1'));
    const breaking = writeChangedPact(join(folder, 'breaking'), { result: 'Done' });
    await run(['publish', breaking, '--consumer-app-version', '2', '--branch', 'done']);
    expect(await mayDeploy('catalogue-retagger', '2')).toBe(2);

    const selector = ['--selector', '{"branch":"done"}'];
    const failed = await verify([...asked, ...selector]);
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain('error pact-interaction-different');
    expect(await mayDeploy('catalogue-retagger', '2')).toBe(2);

    const pending = await verify([...publishing('p1'), ...selector, '--pending']);
    expect(pending.code).toBe(0);
    expect(pending.stdout).toContain('warning pact-interaction-different');
    expect(pending.stdout).toMatch(/^ {2}pending +catalogue-retagger: /m);
    expect(pending.stdout).toMatch(/^published failure for catalogue-retagger: /m);
    expect(await mayDeploy('catalogue-retagger', '2')).toBe(1);

    const progress = await verify([
      ...asked,
      ...['--selector', '{"mainBranch":true}', '--wip-since', '2020-01-01', '--report', 'json'],
    ]);
    const report = JSON.parse(progress.stdout);
    const statuses = report.interactions.map(({ status }: { status: string }) => status);
    expect({ code: progress.code, errors: report.summary.errors }).toEqual({ code: 0, errors: 0 });
    expect(statuses.filter((status: string) => status === 'pending').length).toBe(1);
    expect(statuses.filter((status: string) => status === 'pass').length).toBe(48 + 14 + 13);
  });

  it('verifies the one pact that a webhook names, with the credentials of the broker', async () => {
    const { broker, verify, run } = await start({ token: 'sesame-0123' });
    const pact = `${broker.url}/pacts/provider/ImageSearch/consumer/catalogue-retagger/latest`;
    const { code, stdout } = await verify([
      pact,
      ...['--publish', '--provider-version', 'p1', '--provider-branch', 'main'],
    ]);
    expect({ code, said: /^published success for (.*): /m.exec(stdout)?.[1] }).toEqual({
      code: 0,
      said: 'catalogue-retagger',
    });
    expect(stdout).not.toContain('sesame-0123');
    await run(live('p1'));
  });

  it('publishes nothing where it cannot: one sentence and exit 2', async () => {
    const { verify } = await start({ token: 'sesame-0123' });
    const refused = await verify(publishing('p1'), { PACT_BROKER_TOKEN: 'wrong-0123' });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(
      /^error: the Pact Broker at .* refuses the credentials of PACT_BROKER_TOKEN/,
    );
    const unknown = await verify(['--provider', 'Nobody', '--provider-branch', 'main']);
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toMatch(
      /^error: cannot tell which pacts Nobody is to be verified by: .*No provider with name 'Nobody' found/,
    );
    const selector = await verify([...asked, '--selector', '{"nothing":true}']);
    expect(selector).toMatchObject({ code: 2, stdout: '' });
    expect(selector.stderr).toMatch(/^error: .*consumerVersionSelectors/);
    const none = await verify([...asked, '--selector', '{"branch":"none"}']);
    expect(none).toMatchObject({ code: 2, stdout: '' });
    expect(none.stderr).toMatch(/^error: there is no pact to verify for ImageSearch\n/);
    const part = await verify([...publishing('p1'), '--only-description', 'the form as it should be']);
    expect(part).toMatchObject({ code: 2, stdout: '' });
    expect(part.stderr).toMatch(/^error: the result of a part of a pact cannot be published\n/);
  });
});
