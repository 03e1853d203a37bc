import fc from 'fast-check';
import type { Addition, Field } from './call.ts';
import type { JsonObject } from './piece.ts';

/** A parameter with what a request carries for it: a right value, another right one, and one that breaks its schema. */
export type ParameterCase = {
  readonly parameter: JsonObject & { readonly name: string; readonly in: string; readonly required: boolean };
  readonly value: Addition;
  readonly other: Addition;
  readonly wrong: Addition;
  readonly features: readonly string[];
};

type Row = {
  readonly schema: JsonObject;
  readonly style?: JsonObject;
  /** Right, right, wrong; encoded as they stand in a URL. */
  readonly texts: readonly [string, string, string];
};

const integer = { type: 'integer', minimum: 1 };
const integers = { type: 'array', items: { type: 'integer' } };
const color = {
  type: 'object',
  properties: { R: { type: 'integer' }, G: { type: 'integer' } },
  required: ['R'],
  additionalProperties: false,
};

const everywhere: readonly Row[] = [
  { schema: integer, texts: ['5', '17', 'five'] },
  { schema: integer, texts: ['5', '1', '0'] },
  { schema: { type: 'boolean' }, texts: ['true', 'false', 'yes'] },
  { schema: { type: 'number' }, texts: ['1.5', '-2', 'one'] },
  { schema: { type: 'string', enum: ['up', 'down'] }, texts: ['up', 'down', 'left'] },
  { schema: { type: 'string', pattern: '^[a-z]+$' }, texts: ['abc', 'x', 'ABC'] },
  { schema: { type: 'string', maxLength: 9 }, texts: ['5', 'true', '1234567890'] },
];

// What all tools can read comes more often, or hardly an interaction would be without what some cannot.
const often = [...everywhere, ...everywhere, ...everywhere];

const ofPath: readonly Row[] = [
  ...often,
  ...often,
  { schema: { type: 'string', maxLength: 9 }, texts: ['a%20b%2Fc', '%C3%BC', '1234567890'] },
  { schema: integers, texts: ['1,2', '7', '1,x'] },
  { schema: color, texts: ['R,100,G,200', 'R,1', 'R,x'] },
  { schema: color, style: { explode: true }, texts: ['R=100,G=200', 'R=1', 'G=2'] },
  { schema: integer, style: { style: 'label' }, texts: ['.5', '.17', '.five'] },
  { schema: integers, style: { style: 'label', explode: true }, texts: ['.1.2', '.7', '.1.x'] },
  { schema: integer, style: { style: 'matrix' }, texts: [';NAME=5', ';NAME=17', ';NAME=five'] },
  { schema: integers, style: { style: 'matrix' }, texts: [';NAME=1,2', ';NAME=7', ';NAME=1,x'] },
  {
    schema: integers,
    style: { style: 'matrix', explode: true },
    texts: [';NAME=1;NAME=2', ';NAME=7', ';NAME=x'],
  },
];

const ofQuery: readonly Row[] = [
  ...often,
  ...often,
  ...often,
  { schema: { type: 'string', maxLength: 9 }, texts: ['a%20b%26c', 'a%2Cb', '1234567890'] },
  { schema: { type: 'string', maxLength: 9 }, texts: ['a.b', 'a%3Db', '1234567890'] },
  { schema: { ...integers, maxItems: 3 }, texts: ['NAME=1&NAME=2', 'NAME=7', 'NAME=1&NAME=x'] },
  { schema: { ...integers, maxItems: 3 }, style: { explode: false }, texts: ['1,2', '7', '1,2,3,4'] },
  {
    schema: { ...integers },
    style: { style: 'spaceDelimited', explode: false },
    texts: ['1%202', '7', '1%20x'],
  },
  {
    schema: { ...integers },
    style: { style: 'pipeDelimited', explode: false },
    texts: ['1%7C2', '7', '1%7Cx'],
  },
  {
    schema: color,
    style: { style: 'deepObject', explode: true },
    texts: ['NAME[R]=1&NAME[G]=2', 'NAME[R]=1', 'NAME[R]=x'],
  },
  { schema: color, style: { explode: false }, texts: ['R,100,G,200', 'R,1', 'R,x'] },
  { schema: color, texts: ['R=1&G=2', 'R=3', 'R=x'] },
  {
    schema: { content: color },
    texts: ['%7B%22R%22%3A1%7D', '%7B%22R%22%3A1%2C%22G%22%3A2%7D', '%7B%22R%22%3A%22x%22%7D'],
  },
];

const ofHeader: readonly Row[] = [
  ...often,
  ...often,
  { schema: integers, texts: ['1,2', '7', '1,x'] },
  { schema: integers, texts: ['7', '1,2', 'x'] },
  { schema: { type: 'string', maxLength: 9 }, texts: ['a, b', 'a=b', '1234567890'] },
  { schema: color, texts: ['R,100,G,200', 'R,1', 'R,x'] },
  { schema: color, style: { explode: true }, texts: ['R=100,G=200', 'R=1', 'R=x'] },
];

const rowsOf = { path: ofPath, query: ofQuery, header: ofHeader, cookie: everywhere } as const;

/** A parameter of one place. */
export function parameters(place: keyof typeof rowsOf, name: string): fc.Arbitrary<ParameterCase> {
  return fc
    .tuple(
      fc.constantFrom(...rowsOf[place].filter((row) => !isSpread(row) || name.endsWith('0'))),
      fc.boolean(),
    )
    .map(([row, optional]) => {
      const required = place === 'path' || !optional;
      const described =
        'content' in row.schema
          ? { content: { 'application/json': { schema: row.schema.content ?? {} } } }
          : { schema: row.schema };
      const [value, other, wrong] = row.texts.map((text) => put(place, name, text.replaceAll('NAME', name)));
      return {
        parameter: { name, in: place, required, ...row.style, ...described },
        value: value ?? {},
        other: other ?? {},
        wrong: wrong ?? {},
        features: featuresOf(place, row),
      };
    });
}

/** Its properties stand in the query under their own names, so there can be one such parameter only. */
function isSpread({ schema, style, texts }: Row): boolean {
  return schema === color && style === undefined && texts[0].includes('&');
}

function put(place: keyof typeof rowsOf, name: string, text: string): Addition {
  switch (place) {
    case 'path':
      return { path: text };
    case 'header':
      return { headers: [[name, text]] };
    case 'cookie':
      return { cookie: `${name}=${text}` };
    case 'query':
      return { query: /^[\w[\]]+=/.test(text) ? text.split('&').map(toField) : [[name, text]] };
    default:
      return place satisfies never;
  }
}

function toField(pair: string): Field {
  const equals = pair.indexOf('=');
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}

function featuresOf(place: string, { schema, style }: Row): string[] {
  const kind = 'content' in schema ? 'content' : String(schema.type);
  const form = [style?.style, style?.explode].filter((part) => part !== undefined).map(String);
  return [[place, kind, ...form].join(' ')];
}
