import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, describe, expect, it } from 'vitest';
import { applyConfig } from '../../../src/cli/config.ts';
import { addSharedOptions, readSharedOptions } from '../../../src/cli/shared-options.ts';
import { testIo } from './test-io.ts';

const cwd = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(cwd, { recursive: true }));

async function read(file: string, content: string, argv: readonly string[] = []) {
  writeFileSync(join(cwd, file), content);
  const command = addSharedOptions(new Command()).option('--target <URL>');
  command.parse(['--config', file, ...argv], { from: 'user' });
  const io = testIo({ cwd });
  const options = await applyConfig(command, { name: 'test' }, io);
  return { target: options.target, ...readSharedOptions(options, io) };
}

const values = {
  target: 'http://127.0.0.1:1',
  spec: 'a.yaml',
  reports: [{ format: 'text' }, { format: 'junit', path: 'j.xml' }],
  headers: [{ name: 'Accept', value: '*/*' }],
  set: { instance_name: 'catalog', 'body.tags': '{"animal":"dog"}' },
  seed: 7,
  quiet: true,
  color: false,
};

const config = {
  spec: 'a.yaml',
  report: ['junit=j.xml'],
  header: 'Accept: */*',
  set: { instance_name: 'catalog', 'body.tags': { animal: 'dog' } },
  seed: 7,
  quiet: true,
  test: { target: 'http://127.0.0.1:1' },
  check: { server: 'http://127.0.0.1:2' },
};

describe('applyConfig', () => {
  it('reads JSON, and TypeScript with a default export', async () => {
    expect(await read('a.json', JSON.stringify(config))).toEqual(values);
    const source = `const config: object = ${JSON.stringify(config)};\nexport default config;\n`;
    expect(await read('a.ts', source)).toEqual(values);
  });

  it('lets the command line win', async () => {
    const argv = ['--spec', 'b.yaml', '--target', 'http://127.0.0.1:3', '--report', 'json'];
    expect(await read('b.json', JSON.stringify(config), argv)).toEqual({
      ...values,
      spec: 'b.yaml',
      target: 'http://127.0.0.1:3',
      reports: [{ format: 'json' }],
    });
  });

  it.each([
    ['unknown.json', '{"tagret": 1}', 'unknown.json sets "tagret", which is no option of this command'],
    ['list.json', '[]', 'the config file list.json holds no object'],
    ['broken.json', '{"a":', 'cannot read the config file broken.json: Unexpected end of JSON input'],
    ['none.ts', 'export const a = 1;', 'the config file none.ts holds no object'],
    ['throws.ts', 'throw new Error("boom");', 'cannot read the config file throws.ts: boom'],
  ])('refuses %s', async (file, content, message) => {
    await expect(read(file, content)).rejects.toThrow(message);
  });
});
