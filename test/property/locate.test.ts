import fc from 'fast-check';
import { dump } from 'js-yaml';
import { expect, it } from 'vitest';
import type { Json } from '../../src/finding.ts';
import { locate } from '../../src/spec/locate.ts';
import { joinPointer } from '../../src/spec/pointer.ts';
import { toDocument } from '../unit/spec/to-document.ts';

/** Every member of every object: its pointer and its key. */
function membersOf(value: Json, pointer = ''): [string, string][] {
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value))
    return value.flatMap((item, index) => membersOf(item, joinPointer(pointer, index)));
  return Object.entries(value).flatMap(([key, item]): [string, string][] => {
    const at = joinPointer(pointer, key);
    return [[at, key], ...membersOf(item, at)];
  });
}

const values = fc.json({ maxDepth: 4 }).map((text) => JSON.parse(text) as Json);

it.each([
  ['JSON', 'x.json', (value: Json) => JSON.stringify(value, null, 2)],
  ['JSON in one line', 'x.json', (value: Json) => JSON.stringify(value)],
  ['JSON with tabs', 'x.json', (value: Json) => JSON.stringify(value, null, '\t')],
])('finds each key of a %s text', (_, name, write) => {
  fc.assert(
    fc.property(values, (value) => {
      const text = write(value);
      const document = toDocument({ [name]: text });
      const lines = text.split('\n');
      for (const [pointer, key] of membersOf(value)) {
        const { line, column } = locate(document, { uri: document.uri, pointer });
        expect(lines[line - 1]?.slice(column - 1).startsWith(`${JSON.stringify(key)}:`)).toBe(true);
      }
    }),
    { examples: [[[{ '': { '<<': null } }]]] },
  );
});

it('finds each key of a YAML text', () => {
  const plain = fc.dictionary(
    fc.stringMatching(/^[a-z]{1,8}$/),
    fc.oneof(fc.integer(), fc.string(), fc.array(fc.string())),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z/~]{1,8}$/), plain), (value) => {
      const text = dump(value);
      const document = toDocument({ 'x.yaml': text });
      const lines = text.split('\n');
      for (const [pointer, key] of membersOf(value)) {
        const { line, column } = locate(document, { uri: document.uri, pointer });
        expect(lines[line - 1]?.slice(column - 1).replaceAll(/['"]/g, '')).toMatch(
          new RegExp(`^(\\? )?${key}(:|$)`),
        );
      }
    }),
  );
});
