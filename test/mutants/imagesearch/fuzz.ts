import { answering, type Mutant, memberOf } from '../mutant.ts';

const crash = (): Response => Response.json({ message: 'Internal Server Error' }, { status: 500 });
const path = (body: unknown): string => String(memberOf(body, 'path'));
const tags = (body: unknown): [string, unknown][] => Object.entries(Object(memberOf(body, 'tags')));
const depthOf = (value: unknown): number =>
  value !== null && typeof value === 'object' ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

/** Providers that fall over values that nobody thought of, most of them in one field only. */
const special: Readonly<Record<string, (body: unknown) => boolean>> = {
  'NUL in path': (body) => path(body).includes('\0'),
  'NUL in a tag value': (body) => tags(body).some(([, value]) => String(value).includes('\0')),
  'an emoji in a tag value': (body) =>
    tags(body).some(([, value]) => /\p{Emoji_Presentation}/u.test(String(value))),
  'a combining mark': (body) => /\p{M}/u.test(path(body)),
  'a text that runs from right to left': (body) => /[\u0590-\u06ff\u202e]/.test(path(body)),
  'a blank of no width': (body) => /[\u200b\ufeff]/.test(path(body)),
  'a percent sign in path': (body) => path(body).includes('%'),
  'a percent sign in a tag value': (body) => tags(body).some(([, value]) => String(value).includes('%')),
  'a path that is not percent-encoded': (body) => /%(?![0-9a-f]{2})/i.test(path(body)),
  'blanks around path': (body) =>
    path(body) !== '' && path(body).trim() !== '' && path(body) !== path(body).trim(),
  'a backslash at the end of path': (body) => path(body).endsWith('\\'),
  'the word undefined': (body) => path(body) === 'undefined',
  'the word null as a tag value': (body) => tags(body).some(([, value]) => value === 'null'),
  'the word NaN': (body) => path(body) === 'NaN',
  'a tag value that looks like a number': (body) => tags(body).some(([, value]) => value === '1e308'),
  'a tag called __proto__': (body) => tags(body).some(([name]) => name === '__proto__'),
  'a tag called constructor': (body) => tags(body).some(([name]) => name === 'constructor'),
  'a tag called toString': (body) => tags(body).some(([name]) => name === 'toString'),
  'a tag without a name': (body) => tags(body).some(([name]) => name === ''),
  'a tag name with a dot': (body) => tags(body).some(([name]) => name.includes('.')),
  'a tag name with a dollar sign': (body) => tags(body).some(([name]) => name.startsWith('$')),
  'a path of more than 65,535 bytes': (body) => Buffer.byteLength(path(body)) > 65_535,
  'a body nested deeper than 20 levels': (body) => depthOf(body) > 20,
  'a quote in path': (body) => path(body).includes("'"),
  'a line break in a tag value': (body) => tags(body).some(([, value]) => String(value).includes('\r\n')),
  'markup in path': (body) => path(body).includes('<script'),
  'a template in path': (body) => path(body).includes('{{'),
  'a path that climbs': (body) => path(body).includes('../'),
  'a letter that changes its length with its case': (body) => /[ßİ]/.test(path(body)),
};

export const fuzzMutants: readonly Mutant[] = Object.entries(special).map(([name, when]) => ({
  name: `500 on ${name}`,
  answer: answering((_, body) => when(body), crash),
  reports: ['error response-server-error'],
}));
