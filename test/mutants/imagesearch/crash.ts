import { answering, type Mutant, memberOf } from '../mutant.ts';

const crash = (): Response => Response.json({ message: 'Internal Server Error' }, { status: 500 });
const documentedCrash = (): Response =>
  Response.json(
    {
      error_msg: 'Internal server error.',
      error_code: 'APIGW.0601',
      request_id: 'c9e4da44a63dc96ab4c12a3d57025ab4',
    },
    { status: 500 },
  );
const path = (body: unknown): string => String(memberOf(body, 'path'));

/** Providers that fall over something that a client can send. */
export const crashMutants: readonly Mutant[] = [
  {
    name: '500 on malformed JSON',
    answer: answering((_, body, text) => body === undefined && text !== '', crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a missing path',
    answer: answering((_, body) => body !== undefined && memberOf(body, 'path') === undefined, crash),
    reports: ['error response-server-error'],
  },
  {
    name: 'documented 500 on null tags',
    answer: answering((_, body) => memberOf(body, 'tags') === null, documentedCrash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a long path',
    answer: answering((_, body) => path(body).length > 1000, crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on other scripts in path',
    answer: answering((_, body) => /[\u4e00-\u9fff]/.test(path(body)), crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on characters of two code units',
    answer: answering((_, body) => /[\ud800-\udfff]/.test(path(body)), crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on control characters',
    answer: answering((_, body) => path(body).includes('\n'), crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on an empty path',
    answer: answering((_, body) => memberOf(body, 'path') === '', crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a member called __proto__',
    answer: answering((_, __, text) => text.includes('__proto__'), crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a body that is a list',
    answer: answering((_, body) => Array.isArray(body), crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a body that is null',
    answer: answering((_, body) => body === null, crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on quotes in a tag value',
    answer: answering((_, body) => JSON.stringify(memberOf(body, 'tags') ?? '').includes('--<b>'), crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on empty tags',
    answer: answering((_, body) => JSON.stringify(memberOf(body, 'tags')) === '{}', crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on an unknown instance',
    answer: answering(({ url }) => url.includes('no-such-instance'), crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on escapes in the URL',
    answer: answering(({ url }) => url.includes('%'), crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on an empty credential',
    answer: answering(({ headers }) => headers.get('x-auth-token') === '', crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a missing body',
    answer: answering((_, __, text) => text === '', crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a byte order mark',
    answer: (real) => async (request) => {
      const [first] = new Uint8Array(await request.clone().arrayBuffer());
      return first === 0xef ? crash() : await real(request);
    },
    reports: ['error response-server-error'],
  },
  {
    name: '500 on bytes that are no UTF-8',
    answer: (real) => async (request) => {
      const bytes = await request.clone().arrayBuffer();
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      } catch {
        return crash();
      }
      return await real(request);
    },
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a name that comes twice',
    answer: answering((_, __, text) => /"path".*"path"/s.test(text), crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on deep nesting',
    answer: answering((_, __, text) => /(\[){60}|(\{"[^"]*":){60}/.test(text), crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a number larger than a double',
    answer: answering((_, __, text) => /[:[]-?\d{30}|\d[eE]\+?\d{3}/.test(text), crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a media type in upper case',
    answer: answering(({ headers }) => /[A-Z]/.test(headers.get('content-type')?.split(';')[0] ?? ''), crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a body of 64 KiB',
    answer: answering((_, __, text) => text.length > 65_536, crash),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on an emoji in the name of a tag',
    answer: answering(
      (_, body) => Object.keys(Object(memberOf(body, 'tags'))).some((name) => /[\ud800-\udfff]/.test(name)),
      crash,
    ),
    reports: ['error response-server-error'],
  },
];
