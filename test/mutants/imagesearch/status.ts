import {
  accepting,
  type Mutant,
  memberOf,
  onStatus,
  readBody,
  serviceError,
  success,
  withMembers,
} from '../mutant.ts';

const withStatus = (from: number, to: number) =>
  onStatus(from, async (response) => Response.json(await response.json(), { status: to }));

/** Answers with another status or error code than documented. */
export const statusMutants: readonly Mutant[] = [
  {
    name: '200 for an error',
    answer: withStatus(400, 200),
    reports: [
      'error request-invalid-accepted',
      'error response-body-schema',
      'error scenario-outcome-different',
    ],
  },
  {
    name: '422 for a fault of the client',
    answer: withStatus(400, 422),
    reports: ['error response-status-unknown', 'error scenario-outcome-different'],
  },
  {
    name: '418 for a fault of the client',
    answer: withStatus(400, 418),
    reports: ['error response-status-unknown', 'error scenario-outcome-different'],
  },
  {
    name: '500 for a fault of the client',
    answer: withStatus(400, 500),
    reports: ['error response-server-error'],
  },
  {
    name: '201 for success',
    answer: withStatus(200, 201),
    reports: ['error response-status-unknown', 'error scenario-outcome-different'],
  },
  {
    name: '202 for success',
    answer: withStatus(200, 202),
    reports: ['error response-status-unknown', 'error scenario-outcome-different'],
  },
  {
    name: '204 for success',
    answer: onStatus(200, () => new Response(null, { status: 204 })),
    reports: ['error response-status-unknown', 'error scenario-outcome-different'],
  },
  {
    name: '403 for a bad credential',
    answer: withStatus(401, 403),
    reports: ['warning scenario-outcome-different'],
  },
  {
    name: 'redirect to a login page',
    answer: onStatus(401, () => new Response(null, { status: 302, headers: { Location: '/login' } })),
    reports: ['error response-status-unknown', 'warning scenario-outcome-different'],
  },
  {
    name: '404 for an unknown instance',
    answer: onStatus(400, (response, request) =>
      request.url.includes('no-such-instance') ? serviceError('IS.0007', 404) : response,
    ),
    reports: ['error scenario-outcome-different', 'warning response-body-schema'],
  },
  {
    name: 'wrong code for a missing path',
    answer: onStatus(400, async (response, request) => {
      const body = await readBody(request);
      const isMissing = memberOf(body, 'path') === undefined && memberOf(body, 'tags') !== undefined;
      return isMissing ? serviceError('IS.0099') : response;
    }),
    reports: ['error scenario-outcome-different'],
  },
  {
    name: 'one code for everything',
    answer: withMembers(400, { error_code: 'IS.0001' }),
    reports: ['error scenario-outcome-different'],
  },
  {
    name: 'success for every error',
    answer: onStatus(400, () => success()),
    reports: ['error request-invalid-accepted', 'error scenario-outcome-different'],
  },
  {
    name: 'undeclared tag accepted',
    answer: accepting((_, body) => memberOf(memberOf(body, 'tags'), 'undeclared-tag') !== undefined),
    reports: ['error scenario-outcome-different'],
  },
  {
    name: 'unknown instance accepted',
    answer: accepting(({ url }) => url.includes('no-such-instance')),
    reports: ['error scenario-outcome-different'],
  },
  {
    name: 'unknown image accepted',
    answer: accepting((_, body) => String(memberOf(body, 'path')).includes('no-such-image')),
    reports: ['warning scenario-outcome-different'],
  },
];
