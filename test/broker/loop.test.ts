import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, runCli } from '../e2e/run-cli.ts';
import { startProvider } from '../integration/provider/requests.ts';
import { runPact } from './run-pact.ts';
import { type Broker, type BrokerOptions, brokerMissing, startBroker } from './start-broker.ts';
import { ofBranch, verifyFromBroker } from './verify-from-broker.ts';
import { contracts, writeChangedPact } from './write-pacts.ts';

const folder = mkdtempSync(join(tmpdir(), 'broker-loop-'));
const breaking = () => writeChangedPact(join(folder, 'breaking'), { result: 'Done' });

afterAll(() => rmSync(folder, { recursive: true }));

const accesses: readonly (readonly [string, BrokerOptions, Readonly<Record<string, string>>])[] = [
  ['open to everyone', {}, {}],
  ['with a token', { token: 'sesame-1' }, { PACT_BROKER_TOKEN: 'sesame-1' }],
  [
    'with user and password',
    { basicAuth: { username: 'team', password: 'sesame-2' } },
    { PACT_BROKER_USERNAME: 'team', PACT_BROKER_PASSWORD: 'sesame-2' },
  ],
];

describe.skipIf(brokerMissing).each(accesses)(
  brokerMissing ?? 'from two consumers to a refused deployment, broker %s',
  (access, options, env) => {
    let broker: Broker;
    let service: Awaited<ReturnType<typeof startProvider>>;
    const isOpen = access === 'open to everyone';

    beforeAll(async () => {
      broker = await startBroker(options);
      service = await startProvider();
    });
    afterAll(async () => {
      await broker.close();
      await service.stop();
    });

    const run = (...args: string[]) =>
      runCli(['pact', ...args], { cwd: folder, env: { ...env, PACT_BROKER_BASE_URL: broker.url } });
    const verify = async (version: string, branch: string) => {
      const { code, stdout, stderr } = await verifyFromBroker({
        cwd: folder,
        env: { ...env, PACT_BROKER_BASE_URL: broker.url },
        service,
        version,
        options: ofBranch(branch),
      });
      return { code, published: stdout.match(/^published \w+ for [\w-]+/gm), stderr };
    };
    /** Ours; Pact's own command line must not say yes where ours does not, nor the other way round. */
    const ask = async (pacticipant: string, version: string): Promise<Ended> => {
      const question = ['--pacticipant', pacticipant, '--version', version, '--to-environment', 'staging'];
      const ours = await run('can-i-deploy', ...question);
      if (isOpen) {
        const { code } = await runPact(['can-i-deploy', ...question], broker.url);
        expect({ pact: code === 0 }).toEqual({ pact: ours.code === 0 });
      }
      return ours;
    };

    it('creates an environment, once', async () => {
      expect(await run('create-environment', '--name', 'staging', '--display-name', 'Stage')).toEqual({
        code: 0,
        stdout: 'created the environment staging\n',
        stderr: '',
      });
      expect(await run('create-environment', '--name', 'staging')).toEqual({
        code: 2,
        stdout: '',
        stderr:
          'error: cannot create the environment staging: the Pact Broker says "name: name \'staging\' is already used by an existing environment."\n',
      });
    });

    it('publishes two consumers', async () => {
      const ended = await run(
        'publish',
        contracts,
        '--consumer-app-version',
        '1.0.0',
        '--branch',
        'main',
        '--tag',
        'candidate',
        '--build-url',
        'https://ci.example/builds/17',
      );
      const at = `${broker.url}/pacts/provider/ImageSearch/consumer`;
      expect(ended).toEqual({
        code: 0,
        stdout: `${verdict}published catalogue-retagger 1.0.0 with ImageSearch: ${at}/catalogue-retagger/version/1.0.0
published image-console 1.0.0 with ImageSearch: ${at}/image-console/version/1.0.0
`,
        stderr: '',
      });
    });

    it('knows nothing before the provider has verified and is deployed', async () => {
      expect(await ask('catalogue-retagger', '1.0.0')).toEqual({
        code: 2,
        stdout: `consumer            version  provider     version  result
catalogue-retagger  1.0.0    ImageSearch  -        not verified

There is no verified pact between version 1.0.0 of catalogue-retagger and a version of ImageSearch currently in staging (no version is currently recorded as deployed/released in this environment)
unknown: can-i-deploy catalogue-retagger 1.0.0 to staging
`,
        stderr: '',
      });
    });

    it('says yes to both when the provider has, and is', async () => {
      expect(await verify('p1', 'main')).toEqual({
        code: 0,
        published: ['published success for catalogue-retagger', 'published success for image-console'],
        stderr: '',
      });
      expect(
        await run(
          'record-deployment',
          '--pacticipant',
          'ImageSearch',
          '--version',
          'p1',
          '--environment',
          'staging',
        ),
      ).toEqual({ code: 0, stdout: 'recorded: ImageSearch p1 runs in staging\n', stderr: '' });
      expect(await ask('catalogue-retagger', '1.0.0')).toEqual({
        code: 0,
        stdout: `consumer            version  provider     version  result
catalogue-retagger  1.0.0    ImageSearch  p1       passed

All required verification results are published and successful
yes: can-i-deploy catalogue-retagger 1.0.0 to staging
`,
        stderr: '',
      });
      expect((await ask('image-console', '1.0.0')).code).toBe(0);
      expect((await ask('ImageSearch', 'p1')).code).toBe(0);
    });

    // The rest asks no more of what lets one in.
    if (!isOpen) return;

    it('publishes the same again without a word, and refuses another pact for the version', async () => {
      const again = await run('publish', contracts, '--consumer-app-version', '1.0.0', '--branch', 'main');
      expect(again.code).toBe(0);
      expect(
        await run('publish', breaking(), '--consumer-app-version', '1.0.0', '--branch', 'main', '--quiet'),
      ).toEqual({
        code: 2,
        stdout: expect.any(String),
        stderr:
          'error: the Pact Broker holds another pact of catalogue-retagger 1.0.0, and a published version never changes\nhint: publish under another --consumer-app-version: one for each commit\n',
      });
    });

    it('is waited for while a verification is missing', async () => {
      const published = await run(
        'publish',
        breaking(),
        '--consumer-app-version',
        '2.0.0',
        '--branch',
        'done',
      );
      expect(published.code).toBe(0);
      const question = [
        '--pacticipant',
        'catalogue-retagger',
        '--version',
        '2.0.0',
        '--to-environment',
        'staging',
      ];
      const ended = await run(
        'can-i-deploy',
        ...question,
        '--retry-while-unknown',
        '2',
        '--retry-interval',
        '0',
        '--report',
        'json',
      );
      expect({ ...ended, stdout: JSON.parse(ended.stdout) }).toEqual({
        code: 2,
        stdout: {
          version: 1,
          verdict: 'unknown',
          reason:
            'There is no verified pact between version 2.0.0 of catalogue-retagger and the version of ImageSearch currently in staging (p1)',
          matrix: [
            {
              consumer: { name: 'catalogue-retagger', version: '2.0.0' },
              provider: { name: 'ImageSearch', version: null },
              success: null,
            },
          ],
        },
        stderr:
          'a verification is missing; 2 more tries in 0 s\na verification is missing; 1 more try in 0 s\n',
      });
    });

    it('says no to the change that the provider breaks, and still yes to what was there', async () => {
      expect(await verify('p1', 'done')).toEqual({
        code: 1,
        published: ['published failure for catalogue-retagger'],
        stderr: '',
      });
      expect(await ask('catalogue-retagger', '2.0.0')).toEqual({
        code: 1,
        stdout: `consumer            version  provider     version  result
catalogue-retagger  2.0.0    ImageSearch  p1       failed

The verification for the pact between version 2.0.0 of catalogue-retagger and the version of ImageSearch currently in staging (p1) failed
no: can-i-deploy catalogue-retagger 2.0.0 to staging
`,
        stderr: '',
      });
      expect((await ask('catalogue-retagger', '1.0.0')).code).toBe(0);
    });

    it('does not know a version that nobody published', async () => {
      expect(await ask('catalogue-retagger', '9.9.9')).toEqual({
        code: 2,
        stdout: `No pacts or verifications have been published for version 9.9.9 of catalogue-retagger
unknown: can-i-deploy catalogue-retagger 9.9.9 to staging
`,
        stderr: '',
      });
    });

    it('tells which name it does not know', async () => {
      const hint = 'hint: check the names: the broker lists those that it knows\n';
      expect(await ask('nobody', '1')).toEqual({
        code: 2,
        stdout: '',
        stderr: `error: cannot tell whether nobody may be deployed: the Pact Broker says "Pacticipant nobody not found"\n${hint}`,
      });
      const record = (version: string, environment: string) =>
        run(
          'record-deployment',
          '--pacticipant',
          'ImageSearch',
          '--version',
          version,
          '--environment',
          environment,
        );
      expect(await record('p9', 'staging')).toEqual({
        code: 2,
        stdout: '',
        stderr:
          'error: cannot record the deployment of ImageSearch p9 to staging: the Pact Broker knows no version p9 of ImageSearch\nhint: a version becomes known by the pacts or the verification results that are published for it\n',
      });
      expect(await record('p1', 'stage')).toEqual({
        code: 2,
        stdout: '',
        stderr:
          'error: cannot record the deployment of ImageSearch p1 to stage: the Pact Broker knows no such environment\nhint: it knows staging\n',
      });
    });
  },
);

const verdict = `ImageSearch, modifying image information 1.0.0: 62 of 62 checked, 0 errors, 0
warnings, 0 not checked
PASS
`;
