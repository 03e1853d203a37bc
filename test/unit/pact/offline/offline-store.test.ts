import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KitError } from '../../../../src/errors.ts';
import { openOfflineStore } from '../../../../src/pact/offline/offline-store.ts';
import { toPactText } from './history.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offline-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const noon = { now: () => new Date('2026-03-01T12:00:00Z') };
const open = (path = folder) => openOfflineStore(path, noon);
const pact = (content = 'a', consumer = 'web', provider = 'api') => ({
  name: `${consumer}-${provider}.json`,
  text: toPactText(consumer, provider, content),
});
const question = { selectors: [{ pacticipant: 'web', version: '1' }], to: { environment: 'prod' } };

/** Paths and texts of everything in the folder. */
function readAll(): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = names.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  );
}

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

async function refusalOf(action: Promise<unknown>): Promise<string> {
  try {
    await action;
  } catch (error) {
    if (error instanceof KitError) return `${error.code}: ${error.message.replaceAll(folder, 'DIR')}`;
    throw error;
  }
  return 'none';
}

async function playOneOfEach(): Promise<void> {
  const store = open();
  await store.createEnvironment({ name: 'prod', displayName: 'Production', production: true });
  await store.publish({
    version: '1',
    branch: 'feat/x',
    tags: ['rc'],
    buildUrl: 'https://ci.example/1',
    pacts: [pact()],
  });
  await store.addResult({
    pact: pact(),
    provider: 'api',
    providerVersion: '9',
    success: true,
    branch: 'main',
  });
  await store.recordDeployment({ pacticipant: 'api', version: '9', environment: 'prod' });
  await store.recordDeployment({ pacticipant: 'api', version: '9', environment: 'prod', instance: 'eu' });
  await store.recordRelease({ pacticipant: 'web', version: '1', environment: 'prod' });
}

describe('what stands in a folder', () => {
  it('is one small file a fact, and the pact byte for byte', async () => {
    await playOneOfEach();
    expect(readAll()).toEqual({
      'branches/api/main/9.json': '{\n  "addedAt": "2026-03-01T12:00:00.004Z"\n}\n',
      'branches/web/feat%2Fx/1.json': '{\n  "addedAt": "2026-03-01T12:00:00.001Z"\n}\n',
      'deployments/prod/api.json': '{\n  "version": "9",\n  "deployedAt": "2026-03-01T12:00:00.000Z"\n}\n',
      'deployments/prod/api@eu.json': '{\n  "version": "9",\n  "deployedAt": "2026-03-01T12:00:00.000Z"\n}\n',
      'environments/prod.json': '{\n  "displayName": "Production",\n  "production": true\n}\n',
      'offline-broker.json': '{"version":1}\n',
      'pacts/web/1/api.json': pact().text,
      'releases/prod/web/1.json': '{\n  "releasedAt": "2026-03-01T12:00:00.000Z"\n}\n',
      'results/api/9/web/22e2a8f1ccd27638.json':
        '{\n  "pact": "sha256:22e2a8f1ccd27638c132825e697fb8f918f5aecf014dc11e4ac3b4440550e596",\n  "success": true,\n  "verifiedAt": "2026-03-01T12:00:00.003Z"\n}\n',
      'tags/web/rc/1.json': '{\n  "addedAt": "2026-03-01T12:00:00.002Z"\n}\n',
      'versions/api/9.json': '{\n  "createdAt": "2026-03-01T12:00:00.003Z"\n}\n',
      'versions/web/1.json':
        '{\n  "createdAt": "2026-03-01T12:00:00.000Z",\n  "buildUrl": "https://ci.example/1"\n}\n',
    });
  });

  it('does not change when the same is said again', async () => {
    await playOneOfEach();
    const before = readAll();
    const store = openOfflineStore(folder, { now: () => new Date('2026-04-01T12:00:00Z') });
    const written = [
      await store.publish({ version: '1', branch: 'feat/x', tags: ['rc'], pacts: [pact()] }),
      await store.recordDeployment({ pacticipant: 'api', version: '9', environment: 'prod' }),
      await store.recordRelease({ pacticipant: 'web', version: '1', environment: 'prod' }),
    ];
    expect(written).toEqual([[], [], []]);
    expect(readAll()).toEqual(before);
  });

  it('is nothing at all after a refusal', async () => {
    const inside = open(join(folder, 'new'));
    expect(
      await refusalOf(inside.recordDeployment({ pacticipant: 'api', version: '9', environment: 'prod' })),
    ).toBe('broker-refused: no version 9 of api is known');
    expect(await refusalOf(inside.publish({ version: '1', pacts: [{ name: 'x.json', text: '{}' }] }))).toBe(
      'pact-unreadable: x.json does not name a consumer and a provider',
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('can be written by hand, with the version of the consumer in place of a digest', async () => {
    put('offline-broker.json', '{"version": 1}');
    put('README.md', 'Our contracts');
    put('.gitattributes', '* text eol=lf');
    put('environments/prod.json', '{ "production": true }');
    put('versions/web/1.json', '{ "createdAt": "2026-01-01T00:00:00Z" }');
    put('versions/api/9.json', '{ "createdAt": "2026-01-02T00:00:00+01:00" }');
    put('pacts/web/1/api.json', pact().text);
    put(
      'results/api/9/web/first.json',
      '{ "consumerVersion": "1", "success": false, "verifiedAt": "2026-01-03T00:00Z" }',
    );
    put(
      'results/api/9/web/second.json',
      '{ "consumerVersion": "1", "success": true, "verifiedAt": "2026-01-04T00:00Z" }',
    );
    put('deployments/prod/api.json', '{ "version": "9", "deployedAt": "2026-01-05T00:00:00Z" }');
    put('pacticipants/web.json', '{ "mainBranch": "trunk" }');
    put('branches/web/trunk/1.json', '{ "addedAt": "2026-01-01T00:00:00Z" }');
    expect((await open().canIDeploy(question)).deployable).toBe(true);
    const onMain = { selectors: [{ pacticipant: 'web', mainBranch: true }], to: { environment: 'prod' } };
    expect((await open().canIDeploy(onMain)).deployable).toBe(true);
    unlinkSync(join(folder, 'results/api/9/web/second.json'));
    expect((await open().canIDeploy(question)).deployable).toBe(false);
    unlinkSync(join(folder, 'deployments/prod/api.json'));
    expect((await open().canIDeploy(question)).deployable).toBe(null);
  });
});

describe('many writers at once', () => {
  it('lose nothing', async () => {
    const numbers = Array.from({ length: 12 }, (_, index) => `${index}`);
    await Promise.all(
      numbers.map((version) =>
        open().publish({ version, branch: 'main', pacts: [pact(version), pact(version, 'web', 'accounts')] }),
      ),
    );
    await Promise.all(
      numbers.map((version) =>
        open().addResult({
          pact: { consumer: 'web', consumerVersion: version },
          provider: 'api',
          providerVersion: '9',
          success: true,
        }),
      ),
    );
    const facts = await open().read();
    expect(facts.pacts.length).toBe(24);
    expect(facts.branches.length).toBe(12);
    expect(facts.results.map(({ success }) => success)).toEqual(numbers.map(() => true));
    expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).includes('/.'))).toEqual(
      [],
    );
  });

  it('of two pacts for one version one is there, and the other writer is told', async () => {
    const contents = ['a', 'b', 'c', 'd', 'e'];
    const refusals = await Promise.all(
      contents.map((content) => refusalOf(open().publish({ version: '1', pacts: [pact(content)] }))),
    );
    expect(refusals.filter((refusal) => refusal === 'none').length).toBe(1);
    expect(new Set(refusals)).toEqual(
      new Set([
        'none',
        'broker-refused: version 1 of web already has a pact with api that differs from this one',
      ]),
    );
    const winner = contents[refusals.indexOf('none')];
    expect(readFileSync(join(folder, 'pacts/web/1/api.json'), 'utf8')).toBe(pact(winner).text);
  });

  it('are never seen half way by a reader', async () => {
    await open().createEnvironment({ name: 'prod', production: true });
    const writing = Array.from({ length: 15 }, async (_, index) => {
      await open().publish({ version: `${index}`, branch: 'main', pacts: [pact(`${index}`)] });
      await open().recordDeployment({
        pacticipant: 'web',
        version: `${index}`,
        environment: 'prod',
        instance: `${index}`,
      });
    });
    let isWriting = true;
    const reading = (async () => {
      let reads = 0;
      for (; isWriting; reads += 1) await open().read();
      return reads;
    })();
    await Promise.all(writing);
    isWriting = false;
    expect(await reading).toBeGreaterThan(0);
  });
});

describe('a damaged folder', () => {
  const damages: readonly (readonly [what: string, damage: () => void, refusal: string])[] = [
    ['not there', () => rmSync(folder, { recursive: true }), 'cannot read DIR: there is no such folder'],
    [
      'another kind',
      () => unlinkSync(join(folder, 'offline-broker.json')),
      'DIR is not a folder of pacts and results: it has no offline-broker.json',
    ],
    [
      'another version',
      () => put('offline-broker.json', '{"version": 2}'),
      'offline-broker.json is of a version that cannot be read; received 2, documented 1',
    ],
    ['no JSON', () => put('versions/web/1.json', '{ "createdAt": '), 'versions/web/1.json is not JSON'],
    ['no object', () => put('versions/web/1.json', '[]'), 'versions/web/1.json is not a JSON object'],
    [
      'no UTF-8',
      () => writeFileSync(join(folder, 'pacts/web/1/api.json'), new Uint8Array([0x7b, 0xff])),
      'pacts/web/1/api.json is not UTF-8 text',
    ],
    [
      'a merge conflict',
      () => put('deployments/prod/api.json', '<<<<<<< HEAD\n{}\n=======\n'),
      'deployments/prod/api.json is not JSON',
    ],
    [
      'a missing field',
      () => put('deployments/prod/api.json', '{ "version": "9" }'),
      'deployments/prod/api.json lacks "deployedAt"; documented an instant such as "2026-01-31T12:00:00Z"',
    ],
    [
      'a misspelt field',
      () => put('environments/prod.json', '{ "productoin": true }'),
      'environments/prod.json has an unknown field; received "productoin", documented production, displayName',
    ],
    [
      'a wrong value',
      () => put('environments/prod.json', '{ "production": "yes" }'),
      'environments/prod.json has an unusable "production"; received "yes", documented true or false',
    ],
    [
      'a wrong instant',
      () => put('tags/web/rc/1.json', '{ "addedAt": "yesterday" }'),
      'tags/web/rc/1.json has an unusable "addedAt"; received "yesterday", documented an instant such as "2026-01-31T12:00:00Z"',
    ],
    [
      'another pact',
      () => put('pacts/web/1/api.json', pact('a', 'shop').text),
      'pacts/web/1/api.json is not the pact of its place; received consumer "shop", documented "web"',
    ],
    [
      'no such version',
      () => unlinkSync(join(folder, 'versions/web/1.json')),
      'branches/web/feat%2Fx/1.json needs versions/web/1.json, which is not there',
    ],
    [
      'no such environment',
      () => unlinkSync(join(folder, 'environments/prod.json')),
      'deployments/prod/api.json needs environments/prod.json, which is not there',
    ],
    [
      'a strange folder',
      () => put('result/x.json', '{}'),
      'result is none of the parts of such a folder; documented pacticipants, versions, branches, tags, pacts, results, environments, deployments, releases',
    ],
    [
      'too deep',
      () => put('versions/web/1/2.json', '{}'),
      'versions/web/1/2.json is not where a fact can stand',
    ],
    ['no .json', () => put('versions/web/2.yaml', ''), 'versions/web/2.yaml is not where a fact can stand'],
    [
      'a name in another writing',
      () => put('versions/web/a%2e1.json', '{}'),
      'versions/web/a%2e1.json is not written as a name is written in a path; documented a.1',
    ],
    [
      'a broken name',
      () => put('versions/web/%zz.json', '{}'),
      'versions/web/%zz.json is not written as a name is written in a path',
    ],
    [
      'a result for two',
      () => put('results/api/9/web/x.json', '{ "success": true, "verifiedAt": "2026-01-01T00:00:00Z" }'),
      'results/api/9/web/x.json must have one of "pact" (a digest) and "consumerVersion"',
    ],
    [
      'a result for nothing',
      () =>
        put(
          'results/api/9/web/x.json',
          '{ "consumerVersion": "7", "success": true, "verifiedAt": "2026-01-01T00:00:00Z" }',
        ),
      'results/api/9/web/x.json speaks of a pact that is not there: web 7 with api',
    ],
  ];

  it.each(damages)('%s', async (_, damage, refusal) => {
    await playOneOfEach();
    damage();
    expect(await refusalOf(open().canIDeploy(question))).toBe(`input-unreadable: ${refusal}`);
  });
});

describe('a refusal', () => {
  it.each<readonly [string, (store: ReturnType<typeof open>) => Promise<unknown>, string]>([
    [
      'an unknown pacticipant',
      (store) => store.canIDeploy({ selectors: [{ pacticipant: 'shop', version: '1' }] }),
      'broker-refused: no pacticipant is named "shop"',
    ],
    [
      'an unknown environment',
      (store) => store.canIDeploy({ ...question, to: { environment: 'moon' } }),
      'broker-refused: no environment is named "moon"',
    ],
    [
      'version and latest',
      (store) => store.canIDeploy({ selectors: [{ pacticipant: 'web', version: '1', latest: true }] }),
      'usage-invalid: a version and the latest version cannot both be asked for; received both for web',
    ],
    [
      'an environment again',
      (store) => store.createEnvironment({ name: 'prod', production: false }),
      'broker-refused: there is an environment named "prod"',
    ],
    [
      'an unpublished pact',
      (store) => store.addResult({ pact: pact('z'), provider: 'api', providerVersion: '9', success: true }),
      'broker-refused: no version of web has published this pact with api',
    ],
    [
      'an unpublished version',
      (store) =>
        store.addResult({
          pact: { consumer: 'web', consumerVersion: '7' },
          provider: 'api',
          providerVersion: '9',
          success: true,
        }),
      'broker-refused: version 7 of web has published no pact with api',
    ],
    [
      'an unknown version',
      (store) => store.recordRelease({ pacticipant: 'web', version: '7', environment: 'prod' }),
      'broker-refused: no version 7 of web is known',
    ],
    [
      'a deployment to nowhere',
      (store) => store.recordDeployment({ pacticipant: 'web', version: '1', environment: 'moon' }),
      'broker-refused: no environment is named "moon"',
    ],
    [
      'a name without characters',
      (store) => store.publish({ version: '', pacts: [pact()] }),
      'usage-invalid: a name cannot be used in a folder of facts; received ""',
    ],
    [
      'a provider that nobody knows',
      (store) => store.pactsToVerify('moon'),
      'broker-refused: no pacticipant is named "moon"',
    ],
  ])('%s', async (_, act, refusal) => {
    await playOneOfEach();
    const before = readAll();
    expect(await refusalOf(act(open()))).toBe(refusal);
    expect(readAll()).toEqual(before);
  });
});

describe('the pacts that a provider must keep', () => {
  const toVerify = async () =>
    (await open().pactsToVerify('api')).map(({ name }) => name.slice(folder.length + 1));

  it('are the latest of the main branch, and what is in use', async () => {
    const store = open();
    await store.createEnvironment({ name: 'prod', production: true });
    await store.publish({ version: '1', branch: 'main', pacts: [pact('a')] });
    await store.publish({ version: '2', branch: 'main', pacts: [pact('b')] });
    await store.publish({ version: '3', branch: 'main', pacts: [pact('c')] });
    await store.publish({ version: '4', branch: 'feat', pacts: [pact('d')] });
    await store.publish({ version: '1', branch: 'main', pacts: [pact('a', 'batch')] });
    await store.publish({ version: '1', branch: 'main', pacts: [pact('a', 'web', 'accounts')] });
    await store.recordDeployment({ pacticipant: 'web', version: '1', environment: 'prod' });
    expect(await toVerify()).toEqual([
      'pacts/batch/1/api.json',
      'pacts/web/3/api.json',
      'pacts/web/1/api.json',
    ]);
  });

  it('are each there once, and the latest where there is no main branch', async () => {
    const store = open();
    await store.createEnvironment({ name: 'prod', production: true });
    await store.publish({ version: '1', pacts: [pact('a')] });
    await store.publish({ version: '2', pacts: [pact('a')] });
    await store.recordRelease({ pacticipant: 'web', version: '1', environment: 'prod' });
    expect(await open().pactsToVerify('api')).toEqual([
      { name: join(folder, 'pacts/web/2/api.json'), text: pact('a').text },
    ]);
  });
});
