import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProvider } from '../../../src/provider/provider.ts';
import { seedProject } from '../../../src/provider/seeds.ts';
import { migrations } from '../../../src/provider/store/migrate.ts';
import { readAnswer, seedPath, toImageRequest } from './requests.ts';
import { startCommand } from './run-command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'provider-store-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const success = { status: 200, body: { result: 'Success' } };
const tagsIn = (file: string) => {
  const provider = createProvider({ store: file });
  const image = provider.store.images.find(seedProject.id, 'test-instance', seedPath);
  provider.close();
  return image?.tags;
};

/** Writes a store as an earlier version of the kit left it. */
function writeVersion1(file: string): void {
  const database = new DatabaseSync(file);
  database.exec(readFileSync(fileURLToPath(new URL('store-version-1.sql', import.meta.url)), 'utf8'));
  database.close();
}

describe('a store file', () => {
  it('keeps tags and tokens over a restart, and is seeded once', async () => {
    const store = join(folder, 'restart.sqlite');
    const first = createProvider({ store });
    const token = first.issueToken();
    first.store.instances.delete(seedProject.id, 'frozen-instance');
    await first.fetch(toImageRequest('http://localhost', token));
    first.close();

    const second = createProvider({ store });
    expect(second.store.instances.list().map(({ name }) => name)).toEqual(['test-instance']);
    expect(await readAnswer(await second.fetch(toImageRequest('http://localhost', token)))).toEqual(success);
    second.close();
    expect(tagsIn(store)).toEqual({ 'test-tags': 'test-image' });
  });

  it('holds neither tokens nor passwords', () => {
    const store = join(folder, 'secrets.sqlite');
    const provider = createProvider({ store });
    const token = provider.issueToken();
    const contents = readdirSync(folder)
      .filter((name) => name.startsWith('secrets.sqlite'))
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('');
    provider.close();
    expect(contents).toContain('IAMUser');
    expect(contents).not.toContain('IAMPassword');
    expect(contents).not.toContain(token);
  });

  it('is shared by two providers', async () => {
    const store = join(folder, 'shared.sqlite');
    const [one, two] = [createProvider({ store }), createProvider({ store })];
    const token = one.issueToken();
    const answers = [one, two, one, two].map((p) => p.fetch(toImageRequest('http://localhost', token)));
    expect(await Promise.all((await Promise.all(answers)).map(readAnswer))).toEqual([
      success,
      success,
      success,
      success,
    ]);
    one.close();
    two.close();
  });
});

describe('migrations', () => {
  it('have the versions 1, 2, 3 … in order', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  });

  it('bring a store of version 1 up to date and keep what it holds', () => {
    const file = join(folder, 'version-1.sqlite');
    writeVersion1(file);
    const provider = createProvider({ store: file });
    expect(provider.store.instances.list()).toEqual([
      { projectId: 'p', name: 'catalog', status: 'NORMAL', tagKeys: ['colour'] },
    ]);
    expect(provider.store.images.list()).toEqual([
      { projectId: 'p', instanceName: 'catalog', path: 'a.jpg', tags: { colour: 'red' } },
    ]);
    expect(provider.store.users.findByPassword('IAMDomain', 'IAMUser', 'IAMPassword')?.id).toBe('u');
    provider.store.accessKeys.put({ id: 'AK', secret: 'SK', projectId: 'p' });
    provider.close();

    const database = new DatabaseSync(file);
    const versions = database.prepare('SELECT version, title FROM schema_migration').all();
    expect(versions.map((row) => ({ ...row }))).toEqual(
      migrations.map(({ version, title }) => ({ version, title })),
    );
    database.close();
  });

  it('leave a store as it was when one of them fails', () => {
    const file = join(folder, 'half.sqlite');
    writeVersion1(file);
    const database = new DatabaseSync(file);
    database.exec('CREATE TABLE access_key (id TEXT)');
    expect(() => createProvider({ store: file })).toThrow(
      `cannot open the store ${file}: table access_key already exists`,
    );
    expect(database.prepare('SELECT max(version) AS version FROM schema_migration').get()).toEqual({
      version: 1,
    });
    database.close();
  });
});

describe('a file that is no store', () => {
  const reasonOf = (file: string): unknown => {
    try {
      createProvider({ store: file });
    } catch (error) {
      return { ...(error as object), message: (error as Error).message };
    }
    return 'opened';
  };

  it('of a newer kit is refused', () => {
    const file = join(folder, 'newer.sqlite');
    writeVersion1(file);
    const database = new DatabaseSync(file);
    database.exec("INSERT INTO schema_migration VALUES (99, 'later')");
    database.close();
    expect(reasonOf(file)).toEqual({
      name: 'KitError',
      code: 'store-unreadable',
      message: `cannot open the store ${file}: received schema version 99 / known up to version ${migrations.length}`,
      hint: 'use the version of the kit that wrote it, or another file',
    });
  });

  it('of something else is refused and not changed', () => {
    const file = join(folder, 'other.sqlite');
    const database = new DatabaseSync(file);
    database.exec('CREATE TABLE guest (name TEXT)');
    expect(reasonOf(file)).toMatchObject({
      code: 'store-unreadable',
      message: `cannot open the store ${file}: it is a database of something else`,
    });
    expect(
      database
        .prepare('SELECT name FROM sqlite_schema')
        .all()
        .map(({ name }) => name),
    ).toEqual(['guest']);
    database.close();
  });

  it.each([
    ['no database', 'text.sqlite', 'file is not a database'],
    ['in a folder that is not there', join('no', 'store.sqlite'), 'unable to open database file'],
    ['a folder', '.', 'unable to open database file'],
  ])('%s is refused', (_, name, reason) => {
    writeFileSync(join(folder, 'text.sqlite'), 'hello '.repeat(1000));
    const file = join(folder, name);
    expect(reasonOf(file)).toMatchObject({
      code: 'store-unreadable',
      message: `cannot open the store ${file}: ${reason}`,
    });
  });
});

it('keeps every change that was answered, whenever the process is killed', async () => {
  const file = join(folder, 'killed.sqlite');
  const before = createProvider({ store: file });
  const token = before.issueToken();
  before.close();
  for (let round = 1; round <= 20; round++) {
    const run = await startCommand('--port', '0', '--store', file);
    const tags = { 'test-tags': `round ${round}` };
    const response = await fetch(
      toImageRequest(run.url, token, { body: JSON.stringify({ path: seedPath, tags }) }),
    );
    run.child.kill('SIGKILL');
    expect(response.status).toBe(200);
    expect(await run.ended).toBe(-1);
    expect(tagsIn(file)).toEqual(tags);
  }
}, 120_000);
