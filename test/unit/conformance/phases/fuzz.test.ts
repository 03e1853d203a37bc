import { describe, expect, it } from 'vitest';
import { contractOf, planOf } from '../plan-of.ts';

function bodiesOf(schema: unknown, fuzzCases: number): string[] {
  const { cases } = planOf(contractOf(schema), { phases: ['fuzz'], fuzzCases });
  return cases.map(({ request }) => (request.body?.kind === 'text' ? request.body.text : ''));
}

describe('the phase fuzz', () => {
  it('has the values that programs fall over before random ones', () => {
    const schema = {
      type: 'object',
      required: ['a', 'n'],
      properties: { a: { type: 'string', maxLength: 12 }, n: { type: 'number' } },
      additionalProperties: false,
    };
    const { cases } = planOf(contractOf(schema), { phases: ['fuzz'], fuzzCases: 5 });
    expect(cases.map(({ id, request, expect: { kind } }) => [id, kind, request.body])).toEqual([
      [
        'fuzz:op:/:schema:everywhere-characters-of-two-code-units,-combining-marks',
        'accepted-or-refused',
        { kind: 'text', text: '{"a":"😀𝒳👩‍👧e\u0301Z\u0351\u036b","n":-0}' },
      ],
      [
        'fuzz:op:/body/a:schema:other-scripts,-marks,-quotes,-percent-signs',
        'accepted-or-refused',
        { kind: 'text', text: '{"a":"😀e\u0301\u202eא\u200b\ufeff%s%00","n":1}' },
      ],
      [
        'fuzz:op:/:schema:everywhere-NUL',
        'accepted-or-refused',
        { kind: 'text', text: '{"a":"a\\u0000b","n":1e+308}' },
      ],
      [
        'fuzz:op:/body/a:schema:NUL',
        'accepted-or-refused',
        { kind: 'text', text: '{"a":"a\\u0000b","n":1}' },
      ],
      [
        'fuzz:op:/:schema:everywhere-right-to-left,-invisible',
        'accepted-or-refused',
        { kind: 'text', text: '{"a":"\u202eאبج\u202c\u200b\u200d\u2060\ufeffİß","n":0}' },
      ],
    ]);
  });

  it('touches every class of special input with its default number of cases', () => {
    const schema = {
      type: 'object',
      properties: {
        text: { type: 'string' },
        number: { type: 'number' },
        day: { type: 'string', format: 'date' },
        time: { type: 'string', format: 'date-time' },
        id: { type: 'string', format: 'uuid' },
        map: { type: 'object', additionalProperties: { type: 'string' } },
        free: {},
      },
    };
    const bodies = bodiesOf(schema, 40);
    const classes: Record<string, RegExp> = {
      astral: /\p{Emoji_Presentation}/u,
      combining: /\p{M}/u,
      'right to left': /[\u0590-\u06ff\u202e]/,
      'no width': /[\u200b\ufeff]/,
      NUL: /\\u0000/,
      'CR LF': /\\r\\n/,
      prototype: /"map":\{[^}]*"__proto__":[^}]*"constructor":/,
      null: /"text":"null"/,
      undefined: /"text":"undefined"/,
      NaN: /"text":"NaN"/,
      numeric: /"text":"1e308"/,
      blanks: /"text":" {2}text {2}"/,
      percent: /"text":"100% %s/,
      quotes: /"text":"'\\"`/,
      'negative zero': /"number":-0[,}]/,
      large: /"number":1e\+308/,
      'leap day': /"2024-02-29"/,
      'leap second': /23:59:60Z/,
      'upper case': /"123E4567-E89B/,
      deep: /\[{30}1\]{30}/,
      long: /"[^"]{65537}"/,
    };
    const missing = Object.entries(classes).filter(
      ([, pattern]) => !bodies.some((body) => pattern.test(body)),
    );
    expect(missing.map(([name]) => name)).toEqual([]);
  });

  it('says why nothing can be made of a schema that no value keeps', () => {
    const { cases, skipped } = planOf(contractOf({ type: 'string', pattern: '^a$', minLength: 2 }), {
      phases: ['fuzz'],
    });
    expect({ cases, skipped }).toEqual({
      cases: [],
      skipped: { reason: 'POST /a cannot be tested: no valid request body can be made', intended: false },
    });
  });

  it('ends where a schema has no more values', () => {
    const { cases } = planOf(contractOf({ const: 1 }), { phases: ['fuzz'], fuzzCases: 10_000 });
    expect(cases.length).toBeLessThan(100);
    expect(cases.every(({ expect: { kind } }) => kind === 'refused')).toBe(true);
  });
});
