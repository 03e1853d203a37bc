import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KitError } from '../../../../src/errors.ts';
import { findPacts } from '../../../../src/pact/file/find-pacts.ts';

const cwd = mkdtempSync(join(tmpdir(), 'pacts-'));
const pactOf = (consumer: string) =>
  JSON.stringify({ consumer: { name: consumer }, provider: { name: 'P' }, interactions: [] });

const asked: { url: string | undefined; authorization: string | undefined; accept: string | undefined }[] =
  [];
const server = createServer((request, response) => {
  const { authorization, accept } = request.headers;
  asked.push({ url: request.url, authorization, accept });
  if (request.url === '/pact') response.end(pactOf('Remote'));
  else if (request.url === '/page')
    response.setHeader('content-type', 'text/html').end('<!doctype html><p>Sign in');
  else if (request.url === '/cut') request.socket.destroy();
  else response.writeHead(404).end('nothing here');
});
let base = '';

beforeAll(async () => {
  mkdirSync(join(cwd, 'pacts/deeper'), { recursive: true });
  mkdirSync(join(cwd, 'none'));
  for (const name of ['b', 'a', 'C']) writeFileSync(join(cwd, `pacts/${name}.json`), pactOf(name));
  writeFileSync(join(cwd, 'pacts/deeper/d.json'), pactOf('d'));
  writeFileSync(join(cwd, 'pacts/notes.txt'), 'not a pact');
  writeFileSync(join(cwd, 'none/notes.txt'), 'not a pact');
  writeFileSync(join(cwd, 'binary.json'), new Uint8Array([0xff, 0xfe, 0x00, 0x80]));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(cwd, { recursive: true });
});

const consumersOf = async (...paths: string[]) =>
  (await findPacts(paths, { cwd })).map(({ name, consumer }) => [name, consumer]);

describe('what is found', () => {
  it('the files of a directory, sorted, and nothing below it', async () => {
    expect(await consumersOf('pacts')).toEqual([
      ['pacts/C.json', 'C'],
      ['pacts/a.json', 'a'],
      ['pacts/b.json', 'b'],
    ]);
  });

  it('a file that is named twice, once, where it is named first', async () => {
    expect(await consumersOf('pacts/b.json', './pacts', join(cwd, 'pacts/a.json'))).toEqual([
      ['pacts/b.json', 'b'],
      ['pacts/C.json', 'C'],
      ['pacts/a.json', 'a'],
    ]);
  });

  it('a URL of a file', async () => {
    expect(await consumersOf(pathToFileURL(join(cwd, 'pacts/a.json')).href)).toEqual([['pacts/a.json', 'a']]);
  });

  it('a URL, with the header fields of the run', async () => {
    const headers = [{ name: 'Authorization', value: 'Bearer placeholder' }];
    const [pact] = await findPacts([`${base}/pact`], { cwd, headers });
    expect([pact?.name, pact?.consumer]).toEqual([`${base}/pact`, 'Remote']);
    expect(asked.at(-1)).toEqual({
      url: '/pact',
      authorization: 'Bearer placeholder',
      accept: 'application/hal+json, application/json',
    });
  });

  it('a URL with a user and a password, which its name does not show', async () => {
    const url = `${base.replace('://', '://me:p%40ss@')}/pact`;
    expect(await consumersOf(url)).toEqual([[`${base}/pact`, 'Remote']]);
    expect(asked.at(-1)?.authorization).toBe(`Basic ${btoa('me:p@ss')}`);
  });
});

describe('what is not', () => {
  it.each<[string, string, string]>([
    ['missing.json', 'input-unreadable', 'cannot read missing.json: there is no such file or directory'],
    ['none', 'input-unreadable', 'there are no pacts in none: it has no .json file'],
    [
      'binary.json',
      'pact-unreadable',
      'cannot read the pact binary.json: found bytes that are not UTF-8, expected a pact in JSON',
    ],
    [
      'file://elsewhere/a.json',
      'input-unreadable',
      'cannot read file://elsewhere/a.json: it is no URL of a file',
    ],
    ['http://', 'input-unreadable', 'cannot read the pact: its URL is not valid'],
    ['BASE/missing', 'input-unreadable', 'cannot read the pact BASE/missing: the server answered 404'],
    ['BASE/cut', 'input-unreadable', 'cannot read the pact BASE/cut: other side closed'],
    [
      'BASE/page',
      'pact-unreadable',
      'cannot read the pact BASE/page:1:1: found a page of HTML or XML, expected a pact in JSON',
    ],
  ])('%s', async (path, code, message) => {
    const error = await findPacts([path.replace('BASE', base)], { cwd }).catch((error: unknown) => error);
    if (!(error instanceof KitError)) throw error;
    expect({ code: error.code, message: error.message.replaceAll(base, 'BASE') }).toEqual({ code, message });
  });

  it('a port where nothing listens', async () => {
    const free = createServer();
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    await expect(findPacts([`http://127.0.0.1:${port}/a`], { cwd })).rejects.toThrow(
      `cannot read the pact http://127.0.0.1:${port}/a: nothing listens there`,
    );
  });
});
