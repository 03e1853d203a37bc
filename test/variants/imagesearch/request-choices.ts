import { answering, memberOf, onStatus, serviceError } from '../../mutants/mutant.ts';
import type { Variant } from '../variant.ts';

const tagsOf = (body: unknown): Record<string, unknown> => Object(memberOf(body, 'tags'));

/** What a provider may refuse or let through, as no source says otherwise. */
export const requestVariants: readonly Variant[] = [
  {
    name: 'fields beyond the documented ones refused',
    answer: answering(
      (_, body) => Object.keys(Object(body)).some((name) => !['path', 'tags'].includes(name)),
      () => serviceError('IS.0002'),
    ),
    warns: [],
  },
  {
    name: 'empty tags refused',
    answer: answering(
      (_, body) => JSON.stringify(memberOf(body, 'tags')) === '{}',
      () => serviceError('IS.0001'),
    ),
    warns: [],
  },
  {
    name: 'empty path is an image that does not exist',
    answer: onStatus(400, async (response, request) =>
      memberOf(
        await request
          .clone()
          .json()
          .catch(() => undefined),
        'path',
      ) === ''
        ? serviceError('IS.0016')
        : response,
    ),
    warns: ['scenario-outcome-different'],
  },
  {
    name: 'empty tag values refused',
    answer: answering(
      (_, body) => Object.values(tagsOf(body)).includes(''),
      () => serviceError('IS.0001'),
    ),
    warns: ['request-valid-refused'],
  },
  {
    name: 'tag values up to 1000 characters',
    answer: answering(
      (_, body) => Object.values(tagsOf(body)).some((value) => String(value).length > 1000),
      () => serviceError('IS.0002'),
    ),
    warns: ['request-valid-refused'],
  },
  {
    name: 'control characters in tag values refused',
    answer: answering(
      (_, body) => Object.values(tagsOf(body)).some((value) => /\p{Cc}/u.test(String(value))),
      () => serviceError('IS.0002'),
    ),
    warns: ['request-valid-refused'],
  },
  {
    name: 'tag values of any JSON type',
    answer: onStatus(400, async (response, request) => {
      const values = Object.values(
        tagsOf(
          await request
            .clone()
            .json()
            .catch(() => undefined),
        ),
      );
      const path = await request
        .clone()
        .json()
        .then(
          (body) => memberOf(body, 'path'),
          () => undefined,
        );
      const free =
        typeof path === 'string' &&
        values.length > 0 &&
        values.every((value) => value !== null && typeof value !== 'string');
      return free && !Array.isArray(memberOf(await request.json(), 'tags'))
        ? Response.json({ result: 'Success' })
        : response;
    }),
    warns: ['request-invalid-accepted'],
  },
  {
    name: 'charset in Content-Type refused',
    answer: answering(
      ({ headers }) => /charset/i.test(headers.get('content-type') ?? ''),
      () => serviceError('IS.0002'),
    ),
    warns: ['request-valid-refused'],
  },
  {
    name: 'image made when it is not in the library',
    answer: onStatus(400, async (response, request) =>
      (await response.clone().text()).includes('IS.0016') && request.method === 'PUT'
        ? Response.json({ result: 'Success' })
        : response,
    ),
    warns: ['scenario-outcome-different'],
  },
  {
    name: 'tag values up to 64 characters, as in v2',
    answer: answering(
      (_, body) => Object.values(tagsOf(body)).some((value) => String(value).length > 64),
      () => serviceError('IS.0002'),
    ),
    warns: ['request-valid-refused'],
  },
  {
    name: 'a firewall that refuses markup',
    answer: answering(
      (_, __, text) => text.includes('<b>'),
      () => serviceError('IS.0002'),
    ),
    warns: ['request-valid-refused'],
  },
  {
    name: 'JSON under any Content-Type',
    answer: (real) => async (request) => {
      const text = await request.text();
      const headers = new Headers(request.headers);
      headers.set('Content-Type', 'application/json');
      return await real(
        new Request(request.url, { method: request.method, headers, ...(text === '' ? {} : { body: text }) }),
      );
    },
    warns: ['request-invalid-accepted'],
  },
  {
    name: 'long paths refused',
    answer: answering(
      (_, body) => String(memberOf(body, 'path')).length > 255,
      () => serviceError('IS.0016'),
    ),
    warns: [],
  },
];
