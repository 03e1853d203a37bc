import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startMock } from '../../../src/mock/mock.ts';

const documentOf = (example: string, more = '') => `openapi: 3.1.0
info: { title: Reload, version: '1' }
paths:
  /x:
    get: { responses: { '200': { description: ok, content: { text/plain: { schema: { $ref: './schemas/text.yaml' }, example: ${example} } } } } }
${more}`;

async function start() {
  const cwd = mkdtempSync(join(tmpdir(), 'reload-'));
  mkdirSync(join(cwd, 'schemas'));
  const write = (name: string, text: string) => writeFileSync(join(cwd, name), text);
  write('api.yaml', documentOf('first'));
  write('schemas/text.yaml', 'type: string\n');
  const lines: string[] = [];
  let wake = () => {};
  const mock = await startMock({
    spec: 'api.yaml',
    cwd,
    watch: true,
    log: (line) => {
      lines.push(line);
      wake();
    },
  });
  onTestFinished(async () => {
    await mock.close();
    rmSync(cwd, { recursive: true });
  });
  /** Waits for the next line that the mock logs. */
  const told = async () => {
    while (lines.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return lines.shift();
  };
  const read = async (path = '/x') => {
    const answer = await mock.fetch(path);
    return `${answer.status} ${await answer.text()}`;
  };
  return { cwd, write, told, read, mock };
}

const again = (operations: number) =>
  `the document was read again and is served, ${operations} operation${operations === 1 ? '' : 's'}`;

it('serves a new version of the document, also where another file takes its place', async () => {
  const { cwd, write, told, read } = await start();
  expect(await read()).toBe('200 first');
  write('api.yaml', documentOf('second'));
  expect(await told()).toBe(again(1));
  expect(await read()).toBe('200 second');
  write('next.yaml', documentOf('third', "  /y: { get: { responses: { '204': { description: ok } } } }\n"));
  renameSync(join(cwd, 'next.yaml'), join(cwd, 'api.yaml'));
  expect(await told()).toBe(again(2));
  expect([await read(), await read('/y')]).toEqual(['200 third', '204 ']);
});

it('keeps the last good version through a broken edit, and says so', async () => {
  const { write, told, read, mock } = await start();
  write('api.yaml', 'openapi: 3.1.0\npaths: [');
  expect(await told()).toMatch(
    /^the edited document cannot be used, the last good one is still served: .*api\.yaml/,
  );
  expect(await read()).toBe('200 first');
  const health = await (await mock.fetch('/_kit/health')).json();
  expect(health).toMatchObject({ status: 'stale', reason: expect.stringContaining('api.yaml') });
  write('api.yaml', documentOf('mended'));
  expect(await told()).toBe(again(1));
  expect(await read()).toBe('200 mended');
  expect(await (await mock.fetch('/_kit/health')).json()).toMatchObject({ status: 'ok' });
});

it('a reference that leads nowhere is a broken edit too, and the same text again ends it', async () => {
  const { write, told, read } = await start();
  write('api.yaml', documentOf('first', "  /y: { $ref: './nothing.yaml' }\n"));
  expect(await told()).toMatch(
    /^the edited document cannot be used, the last good one is still served: .*nothing\.yaml/,
  );
  write('api.yaml', documentOf('first'));
  expect(await told()).toBe(again(1));
  expect(await read()).toBe('200 first');
});

it('watches the files that the document refers to', async () => {
  const { write, told, read } = await start();
  write('schemas/text.yaml', 'type: string\nmaxLength: 3\n');
  expect(await told()).toBe(again(1));
  expect(await told()).toMatch(
    /^api\.yaml:5: the example of response 200 of GET \/x breaks its own schema: .*; it is not served$/,
  );
  expect(await read()).toMatch(/^200 .{0,3}$/);
});

it('answers while it reads the document', async () => {
  const { write, told, read } = await start();
  for (const round of [1, 2, 3]) {
    write('api.yaml', documentOf(`round-${round}`));
    const answers = await Promise.all(Array.from({ length: 20 }, () => read()));
    expect(answers.filter((answer) => !/^200 (?:first|round-\d)$/.test(answer))).toEqual([]);
  }
  expect(await told()).toBe(again(1));
});
