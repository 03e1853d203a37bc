import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KitError } from '../../src/errors.ts';
import { parseMatcherPath } from '../../src/exchange/matcher-path.ts';
import { readPact } from '../../src/pact/file/read-pact.ts';
import { locateInJson } from '../../src/spec/locate.ts';

/** Whether a text was read; anything but a `KitError` about the pact goes through. */
function reads(text: string): boolean {
  try {
    readPact(text, 'a.json');
    return true;
  } catch (error) {
    if (error instanceof KitError && error.code === 'pact-unreadable' && !error.message.includes('\n'))
      return false;
    throw error;
  }
}

const version = fc.constantFrom('1.0.0', '1.1.0', '2.0.0', '3.0.0', '4.0');
const any = fc.jsonValue({ maxDepth: 3 });
/** A member that is often what it should be, and otherwise anything or not there. */
const mostly = (right: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 8, arbitrary: right },
    { weight: 1, arbitrary: any },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '/', 'GET', 'application/json', '$.a[*]', '%', '{"a"'),
);
const dictionary = (value: fc.Arbitrary<unknown>) => fc.dictionary(text, value, { maxKeys: 3 });
const values = mostly(fc.oneof(text, fc.array(mostly(text), { maxLength: 3 })));
const rules = mostly(
  dictionary(
    mostly(
      fc.oneof(
        fc.record({ match: text }),
        dictionary(fc.record({ matchers: fc.array(fc.record({ match: text })) })),
      ),
    ),
  ),
);
const body = mostly(
  fc.oneof(
    any,
    fc.record({
      content: any,
      contentType: mostly(text),
      encoded: fc.constantFrom(true, false, 'base64', 'JSON', 'x'),
    }),
    fc.record({
      json_class: fc.constantFrom('Pact::Term', 'Pact::SomethingLike', 'Pact::ArrayLike'),
      contents: any,
      data: any,
      min: any,
    }),
  ),
);
const request = fc.record({
  method: mostly(text),
  path: mostly(text),
  query: mostly(fc.oneof(text, dictionary(values))),
  headers: mostly(dictionary(values)),
  body,
  matchingRules: rules,
});
const response = fc.record({
  status: mostly(fc.integer({ min: 100, max: 599 })),
  headers: mostly(dictionary(values)),
  body,
  matchingRules: rules,
});
const interaction = fc.record({
  description: mostly(text),
  type: mostly(fc.constantFrom(undefined, 'Synchronous/HTTP', 'Asynchronous/Messages', 'Other')),
  providerState: mostly(text),
  providerStates: mostly(
    fc.array(fc.record({ name: mostly(text), params: mostly(dictionary(any)) }), { maxLength: 2 }),
  ),
  pluginConfiguration: mostly(dictionary(any)),
  request: mostly(request),
  response: mostly(response),
});
const pact = fc.record({
  consumer: mostly(fc.record({ name: mostly(fc.constant('C')) })),
  provider: mostly(fc.record({ name: mostly(fc.constant('P')) })),
  interactions: mostly(fc.array(interaction, { maxLength: 2 })),
  messages: mostly(fc.constant(undefined)),
  metadata: mostly(fc.record({ pactSpecification: mostly(fc.record({ version: mostly(version) })) })),
});

describe('reading a pact', () => {
  it('throws nothing but what it says, for any JSON', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => void reads(JSON.stringify(value))));
  });

  it('throws nothing but what it says, for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => void expect(reads(value)).toBe(false)));
  });

  it('throws nothing but what it says, for what is almost a pact', () => {
    let read = 0;
    fc.assert(
      fc.property(pact, (value) => {
        if (reads(JSON.stringify(value))) read += 1;
      }),
      { numRuns: 2000 },
    );
    // Both ways out are taken.
    expect(read > 20 && read < 1980).toBe(true);
  });

  it('finds every place of a JSON text where JSON.parse finds its value', () => {
    const places = (value: unknown, pointer = ''): [string, unknown][] => [
      [pointer, value],
      ...Object.entries(value !== null && typeof value === 'object' ? value : {}).flatMap(([key, child]) =>
        places(child, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
      ),
    ];
    const spaces = fc.constantFrom('', ' ', '\t', '\n\n  ');
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), spaces, (value, space) => {
        const json = JSON.stringify(value, null, space);
        const lines = json.split('\n');
        const file = { name: 'a', text: json };
        for (const [pointer, child] of places(JSON.parse(json))) {
          const { line, column } = locateInJson(file, pointer);
          const rest = `${lines[line - 1]?.slice(column - 1)}\n${lines.slice(line).join('\n')}`;
          const key = pointer.split('/').at(-1)?.replaceAll('~1', '/').replaceAll('~0', '~') ?? '';
          const shown = JSON.stringify(child, null, space).split('\n', 1)[0] ?? '';
          const named = JSON.stringify(key);
          expect(rest.startsWith(named) || rest.startsWith(shown)).toBe(true);
        }
      }),
    );
  });
});

it('a path expression of any names leads back to them', () => {
  const step = fc.oneof(fc.string(), fc.nat(99), fc.constant({ every: true } as const));
  const write = (one: string | number | { every: true }): string => {
    if (typeof one === 'number') return `[${one}]`;
    return typeof one === 'string' ? `['${one.replaceAll(/[\\']/g, '\\$&')}']` : '[*]';
  };
  fc.assert(
    fc.property(fc.array(step, { maxLength: 5 }), (steps) => {
      expect(parseMatcherPath(`$${steps.map(write).join('')}`)).toEqual(steps);
    }),
  );
});
