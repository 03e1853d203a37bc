import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openRecording, type RecordingOptions } from '../../../src/proxy/recording.ts';

const folder = mkdtempSync(join(tmpdir(), 'recording-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const newPath = (ending: string) => join(folder, `${files++}${ending}`);
const creator = { name: 'contract-kit', version: '1.0.0' };
const harHead = '{"log":{"version":"1.2","creator":{"name":"contract-kit","version":"1.0.0"},"entries":[';

/** Adds entries to a file, and tells what was logged. */
function record(path: string, entries: readonly string[], options: Partial<RecordingOptions> = {}): string[] {
  const logged: string[] = [];
  const recording = openRecording({
    path,
    creator,
    log: (line) => logged.push(line.replace(path, 'FILE')),
    ...options,
  });
  for (const entry of entries) recording.add(entry);
  recording.close();
  return logged;
}

/** A file with this text, then what is in it after two entries were added. */
function continued(ending: string, text: string): { text: string; logged: string[] } {
  const path = newPath(ending);
  writeFileSync(path, text);
  const logged = record(path, ['{"n":8}', '{"n":9}']);
  return { text: readFileSync(path, 'utf8'), logged };
}

describe('NDJSON', () => {
  it('has one entry a line, and is added to', () => {
    const path = newPath('.ndjson');
    expect(record(path, ['{"n":1}', '{"n":2}'])).toEqual([]);
    expect(record(path, ['{"n":3}'])).toEqual([]);
    expect(readFileSync(path, 'utf8')).toBe('{"n":1}\n{"n":2}\n{"n":3}\n');
  });

  it('loses a torn last line, and says so', () => {
    expect(continued('.ndjson', '{"n":1}\n{"n":2}\n{"n":"hal')).toEqual({
      text: '{"n":1}\n{"n":2}\n{"n":8}\n{"n":9}\n',
      logged: ['FILE ended in the middle of a line: its last 9 bytes were cut off'],
    });
  });

  it('loses a torn line that is the only one, and one that is longer than a block', () => {
    expect(continued('.ndjson', '{"n":"hal').text).toBe('{"n":8}\n{"n":9}\n');
    expect(continued('.jsonl', `{"n":1}\n{"n":"${'x'.repeat(200_000)}`).text).toBe(
      '{"n":1}\n{"n":8}\n{"n":9}\n',
    );
  });

  it('keeps a last line that lacks nothing but its line feed', () => {
    expect(continued('.ndjson', '{"n":1}\n{"n":2}')).toEqual({
      text: '{"n":1}\n{"n":2}\n{"n":8}\n{"n":9}\n',
      logged: [],
    });
  });
});

describe('HAR', () => {
  it('is a whole file after each entry', () => {
    const path = newPath('.har');
    const recording = openRecording({ path, creator, log: () => {} });
    const seen = [JSON.parse(readFileSync(path, 'utf8')).log.entries];
    for (const entry of ['{"n":1}', '{"n":2}']) {
      recording.add(entry);
      seen.push(JSON.parse(readFileSync(path, 'utf8')).log.entries);
    }
    recording.close();
    expect(seen).toEqual([[], [{ n: 1 }], [{ n: 1 }, { n: 2 }]]);
    record(path, ['{"n":3}']);
    expect(readFileSync(path, 'utf8')).toBe(`${harHead}\n{"n":1},\n{"n":2},\n{"n":3}\n]}}\n`);
  });

  const whole = `${harHead}\n{"n":1},\n{"n":2}\n]}}\n`;
  const after = `${harHead}\n{"n":1},\n{"n":2},\n{"n":8},\n{"n":9}\n]}}\n`;

  it.each([
    ['the end is missing', `${harHead}\n{"n":1},\n{"n":2}`, after],
    ['half the end is missing', `${harHead}\n{"n":1},\n{"n":2}\n]`, after],
    ['a comma was written', `${harHead}\n{"n":1},\n{"n":2},`, after],
    ['a comma was written over the end', `${harHead}\n{"n":1},\n{"n":2},]}}\n`, after],
    ['a line feed was written over the end', `${harHead}\n{"n":1},\n{"n":2},\n}}\n`, after],
    ['half an entry was written', `${harHead}\n{"n":1},\n{"n":2},\n{"n":"hal`, after],
    ['half an entry with brackets was written', `${harHead}\n{"n":1},\n{"n":2},\n{"n":[{"a":{}]}}`, after],
    ['there is no entry', `${harHead}\n]}`, `${harHead}\n{"n":8},\n{"n":9}\n]}}\n`],
    ['there is nothing but the head', harHead, `${harHead}\n{"n":8},\n{"n":9}\n]}}\n`],
  ])('is repaired where %s', (_, text, expected) => {
    expect(continued('.har', text).text).toBe(expected);
  });

  it('is repaired wherever a killed process stopped', () => {
    for (let length = harHead.length; length < whole.length; length++) {
      const text = whole.slice(0, length);
      const kept = [...text.matchAll(/\{"n":\d\}/g)].map(([entry]) => JSON.parse(entry));
      const { entries } = JSON.parse(continued('.har', text).text).log;
      expect(entries).toEqual([...kept, { n: 8 }, { n: 9 }]);
    }
  });

  it('is not continued where another program wrote it', () => {
    const path = newPath('.har');
    writeFileSync(
      path,
      '{"log":{"version":"1.2","creator":{"name":"Firefox","version":"1"},"pages":[],"entries":[]}}',
    );
    expect(() => record(path, [])).toThrow(
      expect.objectContaining({
        code: 'usage-invalid',
        message: `${path} was not written by this command and cannot be continued`,
      }),
    );
  });
});

describe('rotation', () => {
  it('renames a full file in the order of time, and never cuts an entry', () => {
    const path = newPath('.ndjson');
    record(path, ['{"n":1}', '{"n":2}', '{"n":3}', '{"n":4}', '{"n":5}'], { rotateSize: 16 });
    const base = path.split('/').at(-1)?.replace('.ndjson', '') ?? '';
    const names = readdirSync(folder)
      .filter((name) => name.startsWith(`${base}.`))
      .sort();
    const texts = names.map((name) => [name.slice(base.length), readFileSync(join(folder, name), 'utf8')]);
    expect(texts).toEqual([
      ['.1.ndjson', '{"n":1}\n{"n":2}\n'],
      ['.2.ndjson', '{"n":3}\n{"n":4}\n'],
      ['.ndjson', '{"n":5}\n'],
    ]);
  });

  it('gives an entry that is larger than the limit a file of its own', () => {
    const path = newPath('.har');
    record(path, ['{"n":1}', `{"n":"${'x'.repeat(500)}"}`, '{"n":3}'], { rotateSize: 150 });
    const counts = ['.1.har', '.2.har', '.har'].map(
      (ending) => JSON.parse(readFileSync(path.replace('.har', ending), 'utf8')).log.entries.length,
    );
    expect(counts).toEqual([1, 1, 1]);
  });
});

describe('what cannot be recorded to', () => {
  it.each([
    ['x.txt', 'cannot tell the format of the recording x.txt'],
    [
      join(folder, 'no/such/folder.ndjson'),
      `cannot write the recording ${folder}/no/such/folder.ndjson: ENOENT`,
    ],
  ])('%s', (path, message) => {
    expect(() => record(path, [])).toThrow(expect.objectContaining({ code: 'usage-invalid', message }));
  });
});
