import { type Mutant, onStatus, withMembers } from '../mutant.ts';

/** Answers whose body has another shape than documented. */
export const shapeMutants: readonly Mutant[] = [
  {
    name: 'result missing',
    answer: withMembers(200, { result: undefined }),
    reports: ['error response-body-schema'],
  },
  {
    name: 'result a number',
    answer: withMembers(200, { result: 1 }),
    reports: ['error response-body-schema'],
  },
  {
    name: 'result null',
    answer: withMembers(200, { result: null }),
    reports: ['error response-body-schema'],
  },
  {
    name: 'result and error_code together',
    answer: withMembers(200, { error_code: 'IS.0000' }),
    reports: ['error response-body-schema'],
  },
  {
    name: 'result and error_msg together',
    answer: withMembers(200, { error_msg: '' }),
    reports: ['error response-body-schema'],
  },
  {
    name: 'success as a list',
    answer: onStatus(200, () => Response.json([{ result: 'Success' }])),
    reports: ['error response-body-schema'],
  },
  {
    name: 'error_code missing',
    answer: withMembers(400, { error_code: undefined }),
    reports: ['error response-body-schema', 'error scenario-outcome-different'],
  },
  {
    name: 'error_msg missing',
    answer: withMembers(400, { error_msg: undefined }),
    reports: ['error response-body-schema'],
  },
  {
    name: 'error_code a number',
    answer: withMembers(400, { error_code: 3 }),
    reports: ['error response-body-schema', 'error scenario-outcome-different'],
  },
  {
    name: 'error_msg a list',
    answer: withMembers(400, { error_msg: ['a', 'b'] }),
    reports: ['error response-body-schema'],
  },
  {
    name: 'result in an error',
    answer: withMembers(400, { result: 'Failed' }),
    reports: ['error response-body-schema'],
  },
  {
    name: 'error in an envelope',
    answer: onStatus(400, async (response) =>
      Response.json({ error: await response.json() }, { status: 400 }),
    ),
    reports: ['error response-body-schema', 'error scenario-outcome-different'],
  },
  {
    name: 'gateway answer without request_id',
    answer: withMembers(401, { request_id: undefined }),
    reports: ['warning response-body-schema'],
  },
  {
    name: 'gateway answer of another shape',
    answer: onStatus(401, () => Response.json({ message: 'Unauthorized' }, { status: 401 })),
    reports: ['error response-body-schema', 'warning scenario-outcome-different'],
  },
  {
    name: 'gateway code of another prefix',
    answer: withMembers(401, { error_code: 'GW.0301' }),
    reports: ['warning response-body-schema', 'warning scenario-outcome-different'],
  },
  {
    name: 'secret in an error',
    answer: onStatus(401, async (response, request) => {
      const body = (await response.json()) as Record<string, unknown>;
      const token = request.headers.get('x-auth-token') ?? '';
      return Response.json(
        { ...body, error_msg: `Incorrect IAM authentication information: ${token}` },
        { status: 401 },
      );
    }),
    missed: 'a message may say anything',
    reports: [],
  },
  {
    name: 'error_code without its prefix',
    answer: onStatus(400, async (response) => {
      const body = (await response.json()) as { error_code: string };
      return Response.json({ ...body, error_code: body.error_code.replace('IS.', '') }, { status: 400 });
    }),
    reports: ['error scenario-outcome-different'],
  },
];
