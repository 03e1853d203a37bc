import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../run-cli.ts';

const cwd = mkdtempSync(join(tmpdir(), 'pact-check-'));
const fixtures = fileURLToPath(new URL('../../fixtures/pacts/', import.meta.url));
const answers: Record<string, string> = { '/page': '<html><p>Sign in</html>' };
const server = createServer((request, response) => {
  response.end(answers[request.url ?? ''] ?? readFileSync(`${fixtures}files/pact-net-v2.json`));
});
let base = '';

beforeAll(async () => {
  cpSync(fixtures, cwd, { recursive: true });
  const pacts = ['pact-ruby-v2', 'pact-net-v2', 'pact-jvm-v3'].map((name) => `${name}.json`);
  for (const name of pacts) cpSync(join(cwd, 'files', name), join(cwd, 'pacts', name));
  const other = readFileSync(join(cwd, 'files/pact-net-v2.json'), 'utf8').replace('"Shop"', '"Bank"');
  mkdirSync(join(cwd, 'mixed'));
  cpSync(join(cwd, 'files/pact-ruby-v2.json'), join(cwd, 'mixed/shop.json'));
  writeFileSync(join(cwd, 'mixed/bank.json'), other.replaceAll('/orders', '/accounts'));
  mkdirSync(join(cwd, 'without'));
  writeFileSync(join(cwd, 'list.json'), '[]');
  writeFileSync(join(cwd, 'broken.json'), '{\n  "consumer": tru');
  writeFileSync(join(cwd, 'empty.json'), '');
  writeFileSync(join(cwd, 'binary.json'), new Uint8Array([0x89, 0x50, 0xff, 0x00]));
  const parties = { consumer: { name: 'C' }, provider: { name: 'P' } };
  writeFileSync(join(cwd, 'nothing.json'), JSON.stringify({ ...parties, interactions: [] }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(cwd, { recursive: true });
});

const run = (line: string) => runCli(['pact', 'check', ...line.replaceAll('BASE', base).split(' ')], { cwd });

describe.concurrent('contract-kit pact check', () => {
  it.each<[string, number, string]>([
    ['pacts --spec shop.yaml', 0, 'PASS'],
    ['BASE/pact.json --spec shop.yaml', 0, 'PASS'],
    ['wrong.json --spec shop.yaml', 1, 'FAIL: 16 errors'],
    ['files --spec shop.yaml', 2, 'UNCHECKED: 1 thing could not be checked'],
    ['files/pact-jvm-v3-messages.json --spec shop.yaml', 2, 'UNCHECKED: nothing was checked'],
    ['nothing.json --spec shop.yaml', 2, 'UNCHECKED: nothing was checked'],
    ['mixed --spec shop.yaml', 1, 'FAIL: 1 error'],
    ['mixed --spec shop.yaml --provider Shop', 0, 'PASS'],
    ['pacts --spec shop.yaml --server https://eu.shop.example/other', 1, 'FAIL: 1 error'],
  ])('%s', async (line, code, verdict) => {
    const ended = await run(line);
    expect({
      code: ended.code,
      stderr: ended.stderr,
      last: ended.stdout.trimEnd().split('\n').at(-1),
    }).toEqual({
      code,
      stderr: '',
      last: verdict,
    });
  });

  it('shows of every fault its place in the pact and its place in the document', async () => {
    const { stdout } = await run('wrong.json --spec shop.yaml --quiet');
    await expect(stdout).toMatchFileSnapshot(`${fixtures}wrong.txt`);
  });

  it('gives the same as data', async () => {
    const { stdout } = await run('wrong.json --spec shop.yaml --report json');
    const { findings, summary } = JSON.parse(stdout);
    expect(summary).toMatchObject({ exchanges: 7, checked: 5, errors: 16, unchecked: [], skipped: [] });
    for (const { spec, origin, at } of findings) {
      expect({ file: spec.file, label: origin.label }).toEqual({ file: 'shop.yaml', label: 'wrong.json' });
      expect([spec.line, spec.column, origin.line, origin.column].every((number) => number > 0)).toBe(true);
      expect(origin.pointer).toMatch(/^\/interactions\/\d\/(request|response)/);
      expect(origin.pointer.split('/')[3]).toBe(at.side);
    }
  });

  it('says what it does not check, and why', async () => {
    const { stdout } = await run('files mixed/bank.json --provider Shop --spec shop.yaml --quiet');
    const [, listed] = /(^Not checked.*)^UNCHECKED/ms.exec(stdout) ?? [];
    expect(listed).toBe(`Not checked
     1  files/pact-go-v4-plugins.json:6: the interaction "every order as CSV" is
        written by the plugin "csv"

Not for this document
     1  files/pact-go-v4-plugins.json: a synchronous message, which no OpenAPI
        document describes
     1  files/pact-js-v4.json: an asynchronous message, which no OpenAPI
        document describes
     1  files/pact-jvm-v3-messages.json: an asynchronous message, which no
        OpenAPI document describes
     2  mixed/bank.json: of the provider Bank

`);
  });
});

/** What follows the options → the one sentence. */
const input: [string, RegExp][] = [
  ['missing.json', /^error: cannot read missing\.json: there is no such file or directory\n/],
  ['without', /^error: there are no pacts in without: it has no \.json file\n/],
  ['empty.json', /^error: cannot read the pact empty\.json: the file is empty\n/],
  ['broken.json', /^error: cannot read the pact broken\.json:2:15: found no JSON, expected a pact in JSON\n/],
  ['list.json', /^error: cannot read the pact list\.json:1:1: found an array, expected an object\n/],
  ['binary.json', /^error: cannot read the pact binary\.json: found bytes that are not UTF-8, .+\n/],
  ['shop.yaml', /^error: cannot read the pact shop\.yaml:1:1: found no JSON, expected a pact in JSON\n/],
  ['pacts list.json', /^error: cannot read the pact list\.json:1:1: found an array, expected an object\n/],
  ['http://127.0.0.1:1/pact', /^error: cannot read the pact http:\/\/127\.0\.0\.1:1\/pact: .+\n/],
  ['BASE/page', /^error: cannot read the pact http:.+\/page:1:1: found a page of HTML or XML, .+\n/],
  ['pacts --provider Shoe', /^error: no pact is of the provider "Shoe"\n/],
  ['pacts --server nowhere', /^error: --server wants an http or https URL, received "nowhere"\n/],
  ['--quiet', /^error: there is nothing to check\n/],
  ['pacts --spec missing.yaml', /^error: cannot read missing\.yaml: no such file\n/],
];

describe.concurrent('bad input gives one sentence with the place and exit 2', () => {
  it.each(input)('contract-kit pact check %s', async (line, sentence) => {
    const { code, stdout, stderr } = await run(line);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n\s+at |internal error/);
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
  });
});
