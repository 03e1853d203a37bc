import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const cwd = mkdtempSync(join(tmpdir(), 'cli-'));
afterAll(() => rmSync(cwd, { recursive: true }));

const files: Record<string, string> = {
  'broken.yaml': 'openapi: 3.1.0\ninfo: {title: A, version: "1"\npaths: {}\n',
  'broken.json': '{"openapi": "3.1.0",\n  "info": }',
  'swagger.yaml': 'swagger: "2.0"\ninfo: {title: A, version: "1"}\npaths: {}\n',
  'list.yaml': '- a\n- b\n',
  'empty.yaml': '',
  'dangling.yaml':
    'openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths:\n  /a:\n    get:\n      responses:\n        "200": {$ref: "#/components/responses/None"}\n',
  'elsewhere.yaml': 'openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths:\n  /a:\n    $ref: none.yaml\n',
  'notes.txt': 'nothing',
};
for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
mkdirSync(join(cwd, 'folder'));

/** Command line → the beginning of the one sentence; what follows depends on the parser or the machine. */
const input: [string, RegExp][] = [
  ['lint missing.yaml', /^error: cannot read missing\.yaml: no such file\n/],
  ['lint folder', /^error: cannot read folder: it is a directory\n/],
  ['lint broken.yaml', /^error: cannot parse broken\.yaml, line 3, column 1: .+\n/],
  ['lint broken.json', /^error: cannot parse broken\.json, line 2, column 11: .+\n/],
  ['lint swagger.yaml', /^error: swagger\.yaml.+\n/],
  ['lint list.yaml', /^error: list\.yaml.+\n/],
  ['lint empty.yaml', /^error: cannot parse empty\.yaml, line 1, column 1: .+\n/],
  ['lint dangling.yaml', /^error: .*dangling\.yaml.*7.+\n/],
  ['lint elsewhere.yaml', /^error: .*elsewhere\.yaml.*none\.yaml.+\n/],
  ['lint --spec http://127.0.0.1:1/a.yaml', /^error: cannot read http:\/\/127\.0\.0\.1:1\/a\.yaml: .+\n/],
  ['lint --config missing.json', /^error: cannot read the config file missing\.json: .+\n/],
  ['check missing.har', /^error: cannot read missing\.har: there is no such file\n/],
  ['check notes.txt', /^error: cannot tell the format of notes\.txt\n/],
  ['check folder', /^error: folder is a directory, not a file of recorded traffic\n/],
  ['check', /^error: there is nothing to check\n/],
  ['types --spec missing.yaml --out a.ts', /^error: cannot read missing\.yaml: no such file\n/],
  [
    'test --spec missing.yaml --target http://127.0.0.1:1',
    /^error: cannot read missing\.yaml: no such file\n/,
  ],
  ['test --target http://127.0.0.1:1', /^error: .*127\.0\.0\.1:1.*\n/],
];

describe.concurrent('bad input gives one sentence with the place and exit 2', () => {
  it.each(input)('contract-kit %s', async (line, sentence) => {
    const { code, stdout, stderr } = await runCli(line.split(' '), { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n\s+at |internal error/);
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
  });
});
