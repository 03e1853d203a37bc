import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findJsonError } from '../../src/spec/json-error.ts';

it.each([
  ['', 0],
  ['{"a":1', 6],
  ['{"a" 1}', 5],
  ['{"a":x}', 5],
  ['[1,]', 3],
  ['[1 2]', 3],
  ['{,}', 1],
  ['{"a":1}}', 7],
  ['"un', 0],
  ['  01', 2],
  ['[tru', 1],
  ['{"a":"\n"}', 5],
])('finds the error in %j at %i', (text, offset) => {
  expect(findJsonError(text).offset).toBe(offset);
});

it('agrees with JSON.parse on every cut and every changed character', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom('', ',', '}', '"', 'x', '1'),
      (json, at, put) => {
        const position = at % (json.length + 1);
        const text = json.slice(0, position) + put + json.slice(position + 1);
        const { offset } = findJsonError(text);
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        // Of valid JSON the whole text is read and then nothing more is found.
        expect(offset).toBeLessThanOrEqual(text.length);
        if (valid) expect(text.slice(offset).trim()).toBe('');
        // What stands before the error can be completed, so the error is not told too late.
        expect(() => JSON.parse(text.slice(0, offset))).toSatisfy((run: () => unknown) => {
          try {
            run();
            return true;
          } catch (error) {
            return /end of JSON|double-quoted property|Expected/.test(String(error));
          }
        });
      },
    ),
    { numRuns: 2000, seed: 1 },
  );
});
