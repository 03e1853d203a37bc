import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from '../run-cli.ts';
import { base, toEntry, toHar, toLines } from './entry.ts';

const cwd = mkdtempSync(join(tmpdir(), 'check-'));
afterAll(() => rmSync(cwd, { recursive: true }));

const har = toHar(toEntry(), toEntry());
const lines = toLines(toEntry(), toEntry());
const files: Readonly<Record<string, string | Uint8Array>> = {
  'good.har': har,
  'mark.har': `\ufeff ${JSON.stringify(JSON.parse(har), null, '\t')}\r\n`,
  'zipped.har': gzipSync(har),
  'good.ndjson': lines,
  'blank.ndjson': `\ufeff\r\n${lines.replaceAll('\n', '\r\n\r\n')}  \n`,
  'two.ndjson.gz': Buffer.concat([gzipSync(lines), gzipSync(lines)]),
  'base.ndjson': toLines(toEntry({ url: 'http://gateway.test:8080/images/v1/p/i/image' })),
  'empty.har': '',
  'empty.ndjson': '',
  'text.har': 'this is no HAR file',
  'text.ndjson': 'this is no NDJSON',
  'list.har': '[]',
  'none.har': '{"log":{"version":"1.2"}}',
  'entries.har': '{"log":{"entries":{}}}',
  'no-entry.har': '{"log":{"entries":[]}}',
  'binary.har': Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 251),
  'binary.ndjson': Uint8Array.from({ length: 1000 }, (_, index) => ((index * 7919) % 251) | 0x80),
  'huge.ndjson': `{"request":"${'x'.repeat(70_000_000)}"}`,
  'cut.har': har.slice(0, -60),
  'cut.ndjson': lines.slice(0, -60),
  'cut.har.gz': gzipSync(har).subarray(0, 100),
  'damaged.har': toHar(toEntry(), { request: 1 }, toEntry()).replace('"made-up-token"}', '"made-up-token}'),
};
for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
mkdirSync(join(cwd, 'folder'));

/** Arguments → how many were judged; all of them keep to the document. */
const good: readonly [string, number][] = [
  ['good.har', 2],
  ['mark.har', 2],
  ['zipped.har', 2],
  ['good.ndjson', 2],
  ['blank.ndjson', 2],
  ['two.ndjson.gz', 4],
  ['good.har good.ndjson zipped.har', 6],
  ['base.ndjson --server http://gateway.test:8080/images', 1],
];

/** Arguments → how many were judged all the same, and the one sentence about the rest. */
const unreadable: readonly [string, number, string | RegExp][] = [
  ['empty.har', 0, 'empty.har: the file is empty'],
  ['text.har', 0, 'text.har, byte 1: the file is not JSON'],
  ['text.ndjson', 0, 'text.ndjson:1:1: the line is not JSON'],
  ['list.har', 0, 'list.har: the file is no HAR file, it has no list log.entries'],
  ['none.har', 0, 'none.har: the file is no HAR file, it has no list log.entries'],
  ['entries.har', 0, 'entries.har: the file is no HAR file, it has no list log.entries'],
  ['binary.har', 0, 'binary.har, byte 0: the file is not JSON'],
  ['binary.ndjson', 0, 'binary.ndjson:1: the line is not UTF-8'],
  ['huge.ndjson', 0, 'huge.ndjson:1: the line is longer than 67108864 bytes'],
  ['cut.har', 1, /^cut\.har entry 2, byte \d+: the file ends in the middle of the entry$/],
  ['cut.ndjson', 1, /^cut\.ndjson:2:\d+: the line is not JSON$/],
  ['good.har cut.ndjson', 3, /^cut\.ndjson:2:\d+: the line is not JSON$/],
  ['damaged.har', 1, /^damaged\.har entry [12]\b.*: .+$/],
];

async function judge(args: string) {
  const { code, stdout, stderr } = await runCli(['check', ...args.split(' '), '--report', 'json'], { cwd });
  const { summary, verdict } = JSON.parse(stdout);
  return { code, stderr, status: verdict.status, ...summary };
}

describe.concurrent('check', () => {
  it.each(good)('judges %s', async (args, checked) => {
    expect(await judge(args)).toMatchObject({
      code: 0,
      stderr: '',
      status: 'pass',
      exchanges: checked,
      checked,
      unchecked: [],
    });
  });

  it.each(unreadable)('says of %s what it could not read', async (args, checked, reason) => {
    const { code, stderr, status, unchecked, ...summary } = await judge(args);
    expect({ code, stderr, status, checked: summary.checked }).toEqual({
      code: 2,
      stderr: '',
      status: 'unchecked',
      checked,
    });
    const reasons = unchecked.map((row: { reason: string }) => row.reason);
    expect(reasons).toContainEqual(typeof reason === 'string' ? reason : expect.stringMatching(reason));
    expect(reasons.length).toBeLessThanOrEqual(2);
  });

  it.each(['empty.ndjson', 'no-entry.har'])('is never green for %s, which holds nothing', async (name) => {
    expect(await judge(name)).toMatchObject({ code: 2, status: 'unchecked', checked: 0, unchecked: [] });
  });

  it('says of a gzip file that is cut off where it ends', async () => {
    const { code, checked, unchecked } = await judge('cut.har.gz');
    expect({ code, checked }).toEqual({ code: 2, checked: 0 });
    expect(unchecked.map((row: { reason: string }) => row.reason)).toContainEqual(
      expect.stringMatching(/^cut\.har\.gz cannot be read after byte \d+: unexpected end of file$/),
    );
  });

  it.each([
    ['folder', 'error: folder is a directory, not a file of recorded traffic\n'],
    ['missing.har', 'error: cannot read missing.har: there is no such file\n'],
  ])('refuses %s', async (name, sentence) => {
    const { code, stdout, stderr } = await runCli(['check', 'good.har', name], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.startsWith(sentence)).toBe(true);
  });

  it('says what to do when no exchange went to a server of the document', async () => {
    const elsewhere = toLines(toEntry({ url: 'http://a.test/' }), toEntry({ url: 'http://b.test/' }));
    const { code, stdout } = await runCli(['check', '-'], { input: elsewhere });
    expect(code).toBe(2);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('--server URL names the one that the recording shows');
    expect(stdout).toMatch(/^UNCHECKED: nothing was checked$/m);
    const some = await runCli(['check', '-'], { input: elsewhere + toLines(toEntry({ url: base })) });
    expect(some.code).toBe(0);
    expect(some.stdout).toMatch(/^ +1 {2}no server of the document: http:\/\/a\.test$/m);
  });
});
