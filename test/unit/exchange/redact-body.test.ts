import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/exchange/redact.ts';
import { redactBody } from '../../../src/exchange/redact-body.ts';

const redactor = createRedactor({ values: ['s3cret-value'] });
const redact = (text: string) => redactBody(text, redactor);

describe('redactBody', () => {
  it.each([
    ['a secret key', '{"password":"x"}', '{"password":"[redacted]"}'],
    [
      'everything below a secret key',
      '{"token":{"id":"a","n":[1,-2.5e3,true,null,""]}}',
      '{"token":{"id":"[redacted]","n":[0,0,true,null,""]}}',
    ],
    ['what stands beside it', '{"token":"a","path":"b"}', '{"token":"[redacted]","path":"b"}'],
    [
      'what comes after a secret list',
      '{"secrets":["a","b"],"c":["d"]}',
      '{"secrets":["[redacted]","[redacted]"],"c":["d"]}',
    ],
    ['both of two equal keys', '{"sk":"first","sk":"second"}', '{"sk":"[redacted]","sk":"[redacted]"}'],
    ['a key in escapes', '{"p\\u0061ssword":"x"}', '{"p\\u0061ssword":"[redacted]"}'],
    [
      'a known value, also as a key and in a list',
      '["s3cret-value",{"s3cret-value":"a s3cret-value b"}]',
      '["[redacted]",{"[redacted]":"a [redacted] b"}]',
    ],
    ['a known value in escapes', '["s3cret\\u002dvalue"]', '["[redacted]"]'],
    ['a text that ends in a backslash', '["?token=abc\\\\"]', '["?token=[redacted]"]'],
    ['free text', 'password=abc&x=1', 'password=[redacted]&x=1'],
    ['broken JSON', '{"password":"abc"', '{"password":"[redacted]"'],
  ])('hides %s', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('leaves a text without secrets as it is, to the byte', () => {
    const text = ' {"b" : 1.50, "a":[ 1E2,"\\u0041\\/" ],\r\n"a":{}, "n":-0.0 }\t';
    expect(redact(text)).toBe(text);
  });

  it('changes no JSON but its secrets', () => {
    const key = fc.oneof(fc.string(), fc.constantFrom('password', 'sk', 'Token', 'client_secret'));
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.oneof(fc.array(value), fc.dictionary(key, value)), (json) => {
        const safe: unknown = JSON.parse(redact(JSON.stringify(json)));
        expect(shapeOf(safe)).toEqual(shapeOf(JSON.parse(JSON.stringify(json))));
      }),
    );
  });
});

/** The same for every text, and for every number: only values are hidden, and each by one of its own type. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (value === null || typeof value !== 'object') return value === null ? null : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [redactor.text(key), shapeOf(item)]));
}
