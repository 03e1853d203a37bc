import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toContentDigest } from '../../src/pact/offline/content-digest.ts';
import { runCli } from '../e2e/run-cli.ts';
import { type Broker, brokerMissing, startBroker } from './start-broker.ts';
import { contracts, writeChangedPact } from './write-pacts.ts';

const folder = mkdtempSync(join(tmpdir(), 'broker-publish-'));
const tag = ['--tag', 'candidate', '--tag', 'eu', '--build-url', 'https://ci.example/builds/17'];

describe.skipIf(brokerMissing)(brokerMissing ?? 'pact publish', () => {
  let broker: Broker;
  beforeAll(async () => {
    broker = await startBroker();
  });
  afterAll(async () => {
    await broker.close();
    rmSync(folder, { recursive: true });
  });

  const run = (cwd: string, ...args: string[]) =>
    runCli(['pact', 'publish', ...args], {
      cwd,
      // The commits below must not depend on who runs the tests.
      env: { PACT_BROKER_BASE_URL: broker.url, GIT_CEILING_DIRECTORIES: tmpdir() },
    });
  const read = async (path: string) => {
    const answer = await fetch(`${broker.url}${path}`, { headers: { accept: 'application/hal+json' } });
    // biome-ignore lint/suspicious/noExplicitAny: what is read of it is asserted.
    const body: any = await answer.json().catch(() => undefined);
    return { status: answer.status, body };
  };
  const names = async () => {
    const { body } = await read('/pacticipants');
    return body._embedded.pacticipants.map(({ name }: { name: string }) => name);
  };

  it('publishes nothing of a folder where the document disagrees with one pact', async () => {
    const mixed = join(folder, 'mixed');
    cpSync(contracts, mixed, { recursive: true });
    writeChangedPact(mixed, { result: 'Success', took: 12 });
    const ended = await run(folder, mixed, '--consumer-app-version', '1', '--branch', 'main', '--quiet');
    expect({ ...ended, stdout: ended.stdout.replaceAll(/\s+/g, ' ') }).toEqual({
      code: 1,
      stdout: expect.stringContaining('/took'),
      stderr: 'nothing was published\n',
    });
    expect(await names()).toEqual([]);
  });

  it('takes version and branch from git, and says so; tags and build URL arrive', async () => {
    const repository = mkdtempSync(join(folder, 'git-'));
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], {
        cwd: repository,
        encoding: 'utf8',
      }).trim();
    git('init', '-q', '-b', 'feature/tags');
    expect(await run(repository, contracts)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error: no version is given, and git knows none: there is no commit here\nhint: give it with --consumer-app-version VERSION\n',
    });
    writeFileSync(join(repository, 'tracked'), 'one');
    git('add', 'tracked');
    git('commit', '-q', '-m', 'One');
    const commit = git('rev-parse', 'HEAD');
    writeFileSync(join(repository, 'tracked'), 'two');
    expect(await run(repository, contracts)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error: no version is given, and the commit is not what was tested: 1 file differs from it\nhint: commit first, or give a version with --consumer-app-version VERSION\n',
    });
    expect(await names()).toEqual([]);

    git('checkout', '-q', 'tracked');
    writeFileSync(join(repository, 'untracked'), 'a pact of a test run');
    const ended = await run(repository, contracts, ...tag, '--report', 'json=report.json');
    expect(ended).toEqual({
      code: 0,
      stdout: expect.stringContaining(`published image-console ${commit} with ImageSearch: ${broker.url}/`),
      stderr: `version ${commit}, the commit that git has checked out\nbranch feature/tags, which git has checked out\n`,
    });
    const { body } = await read(`/pacticipants/image-console/versions/${commit}`);
    expect({
      branches: body._embedded.branchVersions.map(({ name }: { name: string }) => name),
      tags: body._embedded.tags.map(({ name }: { name: string }) => name).sort(),
      buildUrl: body.buildUrl,
    }).toEqual({
      branches: ['feature/tags'],
      tags: ['candidate', 'eu'],
      buildUrl: 'https://ci.example/builds/17',
    });

    git('checkout', '-q', '--detach');
    expect((await run(repository, contracts)).stderr).toBe(
      `version ${commit}, the commit that git has checked out\nno branch: git has none checked out here; --branch BRANCH tells it\n`,
    );
  });

  it('publishes what stands in the file', async () => {
    await run(folder, contracts, '--consumer-app-version', 'same', '--branch', 'main');
    const { body } = await read('/pacts/provider/ImageSearch/consumer/image-console/version/same');
    const plain = JSON.stringify(body, (key, value) => (key === '_id' ? undefined : value));
    const text = readFileSync(join(contracts, 'image-console-ImageSearch.json'), 'utf8');
    expect(toContentDigest(plain)).toBe(toContentDigest(text));
    expect(body.metadata).toEqual(JSON.parse(text).metadata);
  });

  it('publishes neither of two consumers when the broker would refuse one', async () => {
    const breaking = writeChangedPact(join(folder, 'breaking'), { result: 'Done' });
    await run(folder, breaking, '--consumer-app-version', 'half', '--branch', 'main');
    const ended = await run(folder, contracts, '--consumer-app-version', 'half', '--branch', 'main');
    expect(ended).toEqual({
      code: 2,
      stdout: expect.stringContaining('PASS\n'),
      stderr:
        'error: the Pact Broker holds another pact of catalogue-retagger half, and a published version never changes\nhint: publish under another --consumer-app-version: one for each commit\n',
    });
    expect((await read('/pacticipants/image-console/versions/half')).status).toBe(404);
  });

  it('refuses two pacts of the same two, and a name that is nearly another', async () => {
    const again = writeChangedPact(join(folder, 'again'), { result: 'Done' });
    const both = await run(
      folder,
      contracts,
      again,
      '--consumer-app-version',
      '5',
      '--branch',
      'main',
      '--quiet',
    );
    expect(both.stderr).toBe(
      `error: ${join(contracts, 'catalogue-retagger-ImageSearch.json')} and again/catalogue-retagger-ImageSearch.json are both the pact of catalogue-retagger with ImageSearch\nhint: name one of them: one version has one pact with each provider\n`,
    );
    const pact = JSON.parse(readFileSync(again, 'utf8'));
    writeFileSync(again, JSON.stringify({ ...pact, consumer: { name: 'Catalogue Retagger' } }));
    const near = await run(folder, again, '--consumer-app-version', '5', '--branch', 'main');
    expect({ code: near.code, stderr: near.stderr }).toEqual({
      code: 2,
      stderr:
        'error: the Pact Broker takes "Catalogue Retagger" for a misspelling of "catalogue-retagger"\nhint: correct the name in the pact, or create the pacticipant in the broker if it is another one\n',
    });
    expect(await names()).toEqual(['catalogue-retagger', 'image-console', 'ImageSearch']);
  });
});
