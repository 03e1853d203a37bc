import { tasksToken } from '../../documents/tasks.ts';
import { type Call, type Edit, instead, readingHead } from '../edit-exchange.ts';
import type { Mutant } from '../mutant.ts';

const right = `Bearer ${tasksToken}`;

const admitting = (when: (authorization: string) => boolean, call: Call = '* /api/**'): Edit =>
  readingHead(call, (_, headers) => {
    if (when(headers.get('authorization') ?? '')) headers.set('authorization', right);
  });

/** Credentials that are not looked at as they should be. */
export const authMutants: readonly Mutant[] = [
  {
    name: 'any bearer token accepted',
    answer: admitting((field) => /^Bearer ./.test(field)),
    reports: ['error request-unauthenticated-accepted'],
  },
  {
    name: 'DELETE without a credential',
    answer: admitting((field) => field === '', 'DELETE /api/tasks/*'),
    reports: ['error request-unauthenticated-accepted'],
  },
  {
    name: 'list without a credential',
    answer: admitting((field) => field === '', 'GET /api/tasks'),
    reports: ['error request-unauthenticated-accepted'],
  },
  {
    name: 'start of a token accepted',
    answer: admitting((field) => field.length > 12 && right.startsWith(field)),
    reports: ['error request-unauthenticated-accepted'],
  },
  {
    name: 'anything behind the token accepted',
    answer: admitting((field) => field.startsWith(right)),
    reports: ['error request-unauthenticated-accepted'],
  },
  {
    name: 'token behind another scheme accepted',
    answer: admitting((field) => /^(?!Bearer)\w+ /i.test(field) && field.endsWith(tasksToken)),
    reports: ['error request-unauthenticated-accepted'],
  },
  {
    name: 'token in the query accepted',
    answer: readingHead('* /api/**', (url, headers) => {
      if ([...url.searchParams.values()].some((value) => value.endsWith(tasksToken)))
        headers.set('authorization', right);
    }),
    reports: ['warning request-unauthenticated-accepted'],
  },
  {
    name: 'scheme in lower case refused',
    answer: instead(
      '* /api/**',
      (_, { headers }) => /^bearer/.test(headers.get('authorization') ?? ''),
      () =>
        new Response('{"title":"Refused","status":401}', {
          status: 401,
          headers: { 'Content-Type': 'application/problem+json' },
        }),
    ),
    reports: ['warning request-valid-refused'],
  },
  {
    name: '500 on a credential of one word',
    answer: instead(
      '* /api/**',
      (_, { headers }) => /^\S*$/.test(headers.get('authorization') ?? ''),
      () => Response.json({}, { status: 500 }),
    ),
    reports: ['error response-server-error'],
  },
];
