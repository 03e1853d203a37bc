import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../../../src/cli/main.ts';
import { listen } from '../../../../src/exchange/listen.ts';
import { type Ended, runCli } from '../../../e2e/run-cli.ts';
import { testIo } from '../../../unit/cli/test-io.ts';
import { startProvider } from '../../provider/requests.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const contracts = join(root, 'contracts');
const cwd = mkdtempSync(join(tmpdir(), 'pact-verify-'));
let service: Awaited<ReturnType<typeof startProvider>>;
let token = '';

beforeAll(async () => {
  service = await startProvider();
  token = service.provider.issueToken();
});
afterAll(async () => {
  await service.stop();
  rmSync(cwd, { recursive: true });
});

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  const io = testIo({
    cwd,
    env,
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
  });
  const code = await main(['pact', 'verify', ...args], io);
  return { code, stdout, stderr };
}

const stateUrl = () => `${service.url}/_provider/state`;
const one = ['--only-description', 'the form as it should be', '--consumer', 'image-console'];

describe('contract-kit pact verify', () => {
  it('in a process of its own writes the report to stdout alone, and passes', async () => {
    const args = ['pact', 'verify', contracts, '--target', service.url, '--state-url', stateUrl()];
    const { code, stdout, stderr } = await runCli([...args, ...one, '--report', 'json'], {
      cwd,
      env: { CONTRACT_KIT_USER_TOKEN: token },
    });
    const report = JSON.parse(stdout);
    expect({ code, stderr, verdict: report.verdict }).toEqual({
      code: 0,
      stderr: '',
      verdict: { status: 'pass', reasons: [] },
    });
    const schema = JSON.parse(readFileSync(join(root, 'src/report/report.schema.json'), 'utf8'));
    const validate = new Ajv2020({ strict: true }).compile(schema);
    validate(report);
    expect(validate.errors).toBeNull();
    expect(report.interactions).toEqual([
      {
        pact: expect.stringMatching(/image-console-ImageSearch\.json$/),
        consumer: 'image-console',
        provider: 'ImageSearch',
        description: 'the form as it should be',
        states: [
          {
            name: 'an image exists',
            params: { path: 'https://bucketName.obs.myhuaweicloud.com/image/test1.jpg', tags: {} },
          },
        ],
        status: 'pass',
        document: 'kept',
        mismatches: [],
        milliseconds: expect.any(Number),
      },
    ]);
    expect(stdout).not.toContain(token);
  });

  it('takes handlers of states from the config file', async () => {
    writeFileSync(
      join(cwd, 'kit.config.mjs'),
      `export default { pact: { verify: { target: ${JSON.stringify(service.url)}, states: {
         'an image exists': { setup: async (params) => { globalThis.seen = params.path; } },
       } } } };\n`,
    );
    const { code, stdout } = await run([contracts, '--config', 'kit.config.mjs', ...one], {
      CONTRACT_KIT_USER_TOKEN: token,
    });
    expect(stdout).toContain('  pass       image-console: the form as it should be, given an image exists\n');
    expect(code).toBe(0);
    expect(Reflect.get(globalThis, 'seen')).toBe('https://bucketName.obs.myhuaweicloud.com/image/test1.jpg');
  });

  it('fails with 1 for a consumer that gets something else, and says that a credential is missing', async () => {
    const junit = join(cwd, 'junit.xml');
    const { code, stdout } = await run([
      ...[contracts, '--target', service.url, '--state-url', stateUrl(), ...one],
      ...['--report', `junit=${junit}`],
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain('response status: received 401, the consumer expects 200');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'the pact holds a placeholder: give a live credential with --header',
    );
    expect(readFileSync(junit, 'utf8')).toContain(
      'name="the form as it should be, given an image exists">\n      <failure type="pact-status" message="expected 200 but was 401">',
    );
  });

  it('fails with 1 for a state without a handler', async () => {
    const { code, stdout } = await run([contracts, '--target', service.url, ...one]);
    expect(code).toBe(1);
    expect(stdout).toContain('error pact-state-missing');
  });
});

describe('bad input: one sentence, exit 2, and nothing on stdout', () => {
  mkdirSync(join(cwd, 'two'));
  const pactOf = (provider: string) =>
    JSON.stringify({ consumer: { name: 'shop' }, provider: { name: provider }, interactions: [] });
  writeFileSync(join(cwd, 'two/a.json'), pactOf('A'));
  writeFileSync(join(cwd, 'two/b.json'), pactOf('B'));
  writeFileSync(join(cwd, 'broken.json'), '{ "consumer": ');
  writeFileSync(join(cwd, 'states.json'), '{ "pact": { "verify": { "states": { "a": 1 } } } }');

  it.each<[string, RegExp]>([
    ['contracts', /^error: --target is missing\n/],
    ['--target TARGET', /^error: there is nothing to verify\n/],
    ['--target TARGET none.json', /^error: cannot read none\.json: there is no such file or directory\n$/],
    [
      '--target TARGET broken.json',
      /^error: cannot read the pact broken\.json:1:15: found the end of the text, .+\n$/,
    ],
    ['--target TARGET two', /^error: the pacts are of several providers: A, B\n/],
    ['--target TARGET two --provider C', /^error: no pact is of the provider "C"\n/],
    ['--target TARGET two --provider A', /^error: there is no interaction to verify\n/],
    ['--target TARGET CONTRACTS --consumer nobody', /^error: no pact is of the consumer nobody\n/],
    ['--target TARGET CONTRACTS --only-description none', /^error: there is no interaction to verify\n/],
    [
      '--target DOWN CONTRACTS',
      /^error: http:\/\/127\.0\.0\.1:\d+ cannot be reached: nothing listens there\n/,
    ],
    [
      '--target TARGET CONTRACTS --config states.json',
      /^error: the config file must hold a function, .+ in pact\.verify\.states\["a"\]\n/,
    ],
    [
      '--target TARGET CONTRACTS --selector main',
      /^error: --selector wants a JSON object, received "main"\n/,
    ],
    ['--target TARGET CONTRACTS --wip-since monday', /^error: --wip-since wants a date, received "monday"\n/],
    ['--target TARGET CONTRACTS --publish', /^error: --provider-version is missing\n/],
    ['--target TARGET CONTRACTS --publish --provider-version 1', /^error: --publish needs a Pact Broker\n/],
    [
      '--target TARGET CONTRACTS --broker-base-url http://127.0.0.1:1',
      /^error: .+ and --broker-base-url do not go together\n/,
    ],
    [
      '--target TARGET --broker-base-url DOWN --provider A',
      /^branch .+\nerror: the Pact Broker at .+ does not answer: nothing listens there\n|^no branch.+\nerror: the Pact Broker at .+ does not answer: nothing listens there\n/,
    ],
    ['--target nowhere CONTRACTS', /^error: --target wants an http or https URL, received "nowhere"\n/],
  ])('pact verify %s', async (line, sentence) => {
    const { url: down, close } = await listen(createServer(), {});
    await close();
    const names: Readonly<Record<string, string>> = { TARGET: service.url, DOWN: down, CONTRACTS: contracts };
    const { code, stdout, stderr } = await run(line.split(' ').map((word) => names[word] ?? word));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n\s+at |internal error/);
  });
});
