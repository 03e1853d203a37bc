import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CatalogueError, readCatalogue } from './catalogue.ts';
import { openProgress } from './progress.ts';

const cat = { path: 'cat.jpg', tags: { animal: 'cat' } };
const dog = { path: 'dog.jpg', tags: { animal: 'dog', colour: 'brown' } };

describe('readCatalogue', () => {
  it('reads an array and lines alike', () => {
    expect(readCatalogue(JSON.stringify([cat, dog], null, 2))).toEqual([cat, dog]);
    expect(readCatalogue(`${JSON.stringify(cat)}\r\n\n${JSON.stringify(dog)}`)).toEqual([cat, dog]);
    expect(readCatalogue('')).toEqual([]);
  });

  it('keeps the last of two entries of one image, and only the fields that it knows', () => {
    const again = { ...cat, tags: {}, note: 'no cat at all' };
    expect(readCatalogue(JSON.stringify([cat, dog, again]))).toEqual([{ ...cat, tags: {} }, dog]);
  });

  it.each([
    ['[{"path":"a","tags":{}}', 'the catalogue is not JSON'],
    ['{"path":"a","tags":{}}\n{"path"', 'line 2 is not JSON'],
    ['5', 'line 1 is not an object'],
    ['[{"tags":{}}]', 'entry 1 has no path'],
    ['[{"path":"","tags":{}}]', 'entry 1 has no path'],
    ['[{"path":"a"}]', 'entry 1 has no tags'],
    ['[{"path":"a","tags":["cat"]}]', 'entry 1 has no tags'],
    ['{"path":"a","tags":{"legs":4}}', 'line 1: the tag legs is not a string'],
  ])('refuses %s', (text, message) => {
    expect(() => readCatalogue(text)).toThrow(new CatalogueError(message));
  });
});

describe('openProgress', () => {
  it('knows in the next run what is done, by instance, path and tags in any order', () => {
    const folder = mkdtempSync(join(tmpdir(), 'progress-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'done');
    openProgress(file, 'animals').add(dog);
    appendFileSync(file, '["animals","cat.jpg",[["ani');

    const progress = openProgress(file, 'animals');
    expect(progress.has({ path: 'dog.jpg', tags: { colour: 'brown', animal: 'dog' } })).toBe(true);
    expect(progress.has({ path: 'dog.jpg', tags: { animal: 'dog' } })).toBe(false);
    expect(progress.has(cat)).toBe(false);
    expect(openProgress(file, 'plants').has(dog)).toBe(false);

    progress.add(cat);
    expect(openProgress(file, 'animals').has(cat)).toBe(true);
    expect(readFileSync(file, 'utf8').endsWith('[["ani\n["animals","cat.jpg",[["animal","cat"]]]\n')).toBe(
      true,
    );
  });
});
