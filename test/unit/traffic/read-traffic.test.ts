import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { openSource } from '../../../src/traffic/read-source.ts';
import { readTraffic, type TrafficEntry } from '../../../src/traffic/read-traffic.ts';

const cwd = mkdtempSync(join(tmpdir(), 'traffic-'));
afterAll(() => rmSync(cwd, { recursive: true }));

const entry = (path: string) => ({
  request: { method: 'GET', url: `http://api.test${path}`, headers: [], httpVersion: 'HTTP/1.1' },
  response: { status: 204, headers: [], content: { size: 0, mimeType: '' } },
});

async function read(name: string, content?: string | Uint8Array): Promise<TrafficEntry[]> {
  if (content !== undefined) writeFileSync(join(cwd, name), content);
  return await Array.fromAsync(readTraffic(openSource(name, { cwd, stdin: (async function* () {})() })));
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
      ['damaged', 'damaged.ndjson:2:13: the line is not JSON, unexpected "oops}"'],
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

  it.each([
    ['cut.har', '{"log":\n {"entries": [', 'cut.har:2:15: the file is not JSON, unexpected end'],
    ['list.har', '[]', 'list.har is no HAR file: it has no list log.entries'],
    ['latin.har', Buffer.from([0xff]), 'latin.har is not UTF-8'],
    ['plain.har.gz', '{}', 'plain.har.gz cannot be read after byte 0: incorrect header check'],
  ])('tells what is wrong with %s', async (name, content, reason) => {
    expect(await read(name, content)).toEqual([{ kind: 'damaged', reason }]);
  });

  it.each([
    ['missing.har', 'cannot read missing.har: there is no such file'],
    ['notes.txt', 'cannot tell the format of notes.txt'],
    ['.', 'cannot tell the format of .'],
  ])('refuses %s', async (name, message) => {
    await expect(read(name)).rejects.toThrow(message);
  });

  const corpus = join(import.meta.dirname, '../../../../shared/corpora/har');
  const files = readdirSyncOrNone(corpus);
  if (files.length === 0) it.skip('reads the HAR corpus (skipped: ../shared/corpora is absent)', () => {});
  it.skipIf(files.length === 0).each(files)('reads %s of the HAR corpus', async (file) => {
    const source = openSource(file, { cwd: corpus, stdin: (async function* () {})() });
    const entries = await Array.fromAsync(readTraffic(source));
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
