import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { openSource } from '../../../src/traffic/read-source.ts';
import { readTraffic } from '../../../src/traffic/read-traffic.ts';
import type { TrafficEntry } from '../../../src/traffic/traffic-entry.ts';
import { chunksOf } from './chunks-of.ts';

const cwd = mkdtempSync(join(tmpdir(), 'traffic-'));
afterAll(() => rmSync(cwd, { recursive: true }));

const entry = (path: string) => ({
  request: { method: 'GET', url: `http://api.test${path}`, headers: [], httpVersion: 'HTTP/1.1' },
  response: { status: 204, headers: [], content: { size: 0, mimeType: '' } },
});

async function readAll(source: Parameters<typeof readTraffic>[0]): Promise<TrafficEntry[]> {
  const entries: TrafficEntry[] = [];
  for await (const batch of readTraffic(source)) entries.push(...batch);
  return entries;
}

async function read(name: string, content?: string | Uint8Array): Promise<TrafficEntry[]> {
  if (content !== undefined) writeFileSync(join(cwd, name), content);
  return await readAll(openSource(name, { cwd, stdin: (async function* () {})() }));
}

async function readStdin(content: string | Uint8Array, size: number): Promise<TrafficEntry[]> {
  const stdin = (async function* () {
    yield* chunksOf(Buffer.from(content), [size]);
  })();
  return await readAll(openSource('-', { cwd, stdin }));
}

const brief = (entries: readonly TrafficEntry[]) =>
  entries.map((each) =>
    each.kind === 'exchange'
      ? [each.exchange.request.url, each.exchange.origin.label, each.exchange.origin.line]
      : [each.kind, each.reason],
  );

describe('readTraffic', () => {
  it('reads NDJSON, blank lines and a byte order mark included', async () => {
    const text = `\ufeff${JSON.stringify(entry('/a'))}\r\n\n${JSON.stringify(entry('/b'))}`;
    const expected = [
      ['http://api.test/a', 'a.ndjson', 1],
      ['http://api.test/b', 'a.ndjson', 3],
    ];
    expect(brief(await read('a.ndjson', text))).toEqual(expected);
    const gzipped = brief(await read('a.ndjson.gz', gzipSync(text)));
    expect(gzipped).toEqual(expected.map(([url, , line]) => [url, 'a.ndjson.gz', line]));
  });

  it('reads HAR', async () => {
    const har = JSON.stringify({ log: { version: '1.2', entries: [entry('/a'), entry('/b')] } });
    const expected = (name: string) => [
      ['http://api.test/a', `${name} entry 1`, undefined],
      ['http://api.test/b', `${name} entry 2`, undefined],
    ];
    expect(brief(await read('a.har', `\ufeff${har}`))).toEqual(expected('a.har'));
    expect(brief(await read('a.har.gz', gzipSync(har)))).toEqual(expected('a.har.gz'));
  });

  it('tells damaged lines with their place and reads the rest', async () => {
    const lines = [
      JSON.stringify(entry('/a')),
      '{"request": oops}',
      'null',
      Buffer.from([0x22, 0xff, 0x22]).toString('latin1'),
      '{"request":{"method":"GET","url":"data:text/plain,x"}}',
      JSON.stringify(entry('/b')),
    ];
    expect(brief(await read('damaged.ndjson', Buffer.from(lines.join('\n'), 'latin1')))).toEqual([
      ['http://api.test/a', 'damaged.ndjson', 1],
      ['damaged', 'damaged.ndjson:2:13: the line is not JSON'],
      ['damaged', 'damaged.ndjson:3: the HAR entry is not an object'],
      ['damaged', 'damaged.ndjson:4: the line is not UTF-8'],
      ['skipped', 'a data: URL is no HTTP request'],
      ['http://api.test/b', 'damaged.ndjson', 6],
    ]);
  });

  it('tells of a file that ends too early, after what it holds', async () => {
    const lines = Array.from({ length: 2000 }, (_, index) => JSON.stringify(entry(`/${Math.sin(index)}`)));
    const whole = gzipSync(lines.join('\n'));
    const entries = await read('cut.ndjson.gz', whole.subarray(0, whole.length - 2000));
    const last = entries.at(-1);
    expect(entries.length).toBeGreaterThan(1000);
    expect(last?.kind === 'damaged' && last.reason).toMatch(
      /^cut\.ndjson\.gz cannot be read after byte \d+: unexpected end of file$/,
    );
  });

  it('tells damaged entries of HAR with their place and reads the rest', async () => {
    const entries = [
      JSON.stringify(entry('/a')),
      '{"request": oops}',
      'null',
      Buffer.from([0x22, 0xff, 0x22]).toString('latin1'),
      '{"request":{"method":"GET","url":"data:text/plain,x"}}',
      '{"request":{"method":"GET","url":"http://api.test/\t"}}',
      JSON.stringify(entry('/b')),
    ];
    const file = `{"log":{"entries":[${entries.join(',')}]}}`;
    expect(brief(await read('damaged.har', Buffer.from(file, 'latin1')))).toEqual([
      ['http://api.test/a', 'damaged.har entry 1', undefined],
      ['damaged', `damaged.har entry 2, byte ${file.indexOf('{"request": oops')}: the entry is not JSON`],
      ['skipped', 'a data: URL is no HTTP request'],
      [
        'damaged',
        `damaged.har entry 4, byte ${file.lastIndexOf('{"request":{', file.indexOf('\t'))}: the entry is not JSON`,
      ],
      ['http://api.test/b', 'damaged.har entry 5', undefined],
    ]);
  });

  it.each([1, 7, 100_000])(
    'tells the format of stdin by its content, in chunks of %i bytes',
    async (size) => {
      const lines = `\ufeff${JSON.stringify(entry('/a'))}\n${JSON.stringify(entry('/b'))}\n`;
      const ndjson = [
        ['http://api.test/a', 'stdin', 1],
        ['http://api.test/b', 'stdin', 2],
      ];
      expect(brief(await readStdin(lines, size))).toEqual(ndjson);
      expect(brief(await readStdin(gzipSync(lines), size))).toEqual(ndjson);
      const har = { log: { version: '1.2', entries: [entry('/a'), entry('/b')] } };
      for (const text of [JSON.stringify(har), JSON.stringify(har, null, 2)]) {
        const expected = [
          ['http://api.test/a', 'stdin entry 1', undefined],
          ['http://api.test/b', 'stdin entry 2', undefined],
        ];
        expect(brief(await readStdin(text, size))).toEqual(expected);
        expect(brief(await readStdin(gzipSync(text), size))).toEqual(expected);
      }
    },
  );

  it('knows gzip by its bytes, whatever the name says', async () => {
    const text = JSON.stringify({ log: { entries: [entry('/a')] } });
    const [plain] = brief(await read('plain.har.gz', text));
    const [zipped] = brief(await read('zipped.har', gzipSync(text)));
    expect(plain).toEqual(['http://api.test/a', 'plain.har.gz entry 1', undefined]);
    expect(zipped).toEqual(['http://api.test/a', 'zipped.har entry 1', undefined]);
  });

  it.each([
    ['empty.har', '', 'empty.har: the file is empty'],
    ['blank.har', '\ufeff \r\n', 'blank.har: the file is empty'],
    ['cut.har', '{"log":\n {"entries": [', 'cut.har, byte 22: the file ends too early'],
    ['list.har', '[]', 'list.har: the file is no HAR file, it has no list log.entries'],
    [
      'other.har',
      '{"entries":[],"log":{"a":{"entries":[]}}}',
      'other.har: the file is no HAR file, it has no list log.entries',
    ],
    ['text.har', 'hello', 'text.har, byte 0: the file is not JSON'],
    ['latin.har', Buffer.from([0xff]), 'latin.har, byte 0: the file is not JSON'],
    ['after.har', '{"log":{"entries":[]}} x', 'after.har, byte 23: the file is not JSON'],
  ])('tells what is wrong with %s', async (name, content, reason) => {
    expect(await read(name, content)).toEqual([{ kind: 'damaged', reason }]);
  });

  it.each([
    ['missing.har', 'cannot read missing.har: there is no such file'],
    ['notes.txt', 'cannot tell the format of notes.txt'],
    ['.', '. is a directory, not a file of recorded traffic'],
  ])('refuses %s', async (name, message) => {
    writeFileSync(join(cwd, 'notes.txt'), '');
    await expect(read(name)).rejects.toThrow(message);
  });

  const corpus = join(import.meta.dirname, '../../../../shared/corpora/har');
  const files = readdirSyncOrNone(corpus);
  if (files.length === 0) it.skip('reads the HAR corpus (skipped: ../shared/corpora is absent)', () => {});
  it.skipIf(files.length === 0).each(files)('reads %s of the HAR corpus', async (file) => {
    const source = openSource(file, { cwd: corpus, stdin: (async function* () {})() });
    const entries = await readAll(source);
    expect(entries.filter((each) => each.kind === 'damaged')).toEqual([]);
    expect(entries.length > 0).toBe(file !== 'empty.har');
  });
});

function readdirSyncOrNone(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
