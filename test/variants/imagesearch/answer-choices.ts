import { onStatus, serviceError, withMembers } from '../../mutants/mutant.ts';
import type { Variant } from '../variant.ts';

const request_id = 'c9e4da44a63dc96ab4c12a3d57025ab4';

/** How a provider may word its answers. */
export const answerVariants: readonly Variant[] = [
  {
    name: 'gateway codes with the prefix APIG',
    answer: onStatus(401, async (response) => {
      const body = (await response.json()) as { error_code: string };
      return Response.json(
        { ...body, error_code: body.error_code.replace('APIGW', 'APIG') },
        { status: 401 },
      );
    }),
    warns: ['scenario-outcome-different'],
  },
  {
    name: '400 IS.0013 for a missing token, 400 IS.0004 for a bad one',
    answer: onStatus(401, (_, request) =>
      serviceError(request.headers.get('x-auth-token') ? 'IS.0004' : 'IS.0013'),
    ),
    warns: ['scenario-outcome-different'],
  },
  {
    name: '400 IS.0005 for a missing header',
    answer: onStatus(401, (response, request) =>
      request.headers.get('x-auth-token') === null ? serviceError('IS.0005') : response,
    ),
    warns: ['scenario-outcome-different'],
  },
  {
    name: '403 for a credential of no use',
    answer: onStatus(401, () =>
      Response.json({ error_code: 'APIGW.0302', error_msg: 'refused', request_id }, { status: 403 }),
    ),
    warns: ['scenario-outcome-different'],
  },
  {
    name: 'a later error code for undeclared tags',
    answer: onStatus(400, async (response, request) =>
      (await request.text()).includes('undeclared-tag') ? serviceError('IS.0042') : response,
    ),
    warns: ['scenario-outcome-different'],
  },
  {
    name: '404 for an unknown image',
    answer: onStatus(400, async (response) =>
      (await response.clone().text()).includes('IS.0016') ? serviceError('IS.0016', 404) : response,
    ),
    warns: ['response-body-schema', 'scenario-outcome-different'],
  },
  {
    name: 'IS.0001 for everything that is missing but path',
    answer: onStatus(400, async (response, request) =>
      /"tags":null|test1.jpg"}$/.test(await request.text()) ? serviceError('IS.0001') : response,
    ),
    warns: ['scenario-outcome-different'],
  },
  { name: 'success in lower case', answer: withMembers(200, { result: 'success' }), warns: [] },
  { name: 'other message texts', answer: withMembers(400, { error_msg: '请求参数不能为空。' }), warns: [] },
  { name: 'empty message texts', answer: withMembers(401, { error_msg: '' }), warns: [] },
  { name: 'more fields in a success', answer: withMembers(200, { image: { id: 1 } }), warns: [] },
  { name: 'request_id in every error', answer: withMembers(400, { request_id }), warns: [] },
  {
    name: 'malformed requests answered by the gateway',
    answer: onStatus(400, async (response, request) =>
      request.headers.get('content-type') === null
        ? Response.json(
            { error_code: 'APIGW.0201', error_msg: 'API request error.', request_id },
            { status: 400 },
          )
        : response,
    ),
    warns: [],
  },
  {
    name: 'other wording and more headers',
    answer: (real) => async (request) => {
      const response = await real(request);
      const headers = new Headers(response.headers);
      headers.set('Content-Type', 'application/json;charset=UTF-8');
      headers.set('Server', 'api-gateway');
      headers.set('X-Served-By', 'node-1, node-2');
      headers.append('Set-Cookie', 'a=b');
      headers.append('Set-Cookie', 'c=d');
      return new Response(await response.text(), { status: response.status, headers });
    },
    warns: [],
  },
  {
    name: 'pretty-printed answers',
    answer: (real) => async (request) => {
      const response = await real(request);
      const text = `\n${JSON.stringify(await response.json(), null, 2)}\n`;
      return new Response(text, { status: response.status, headers: { 'Content-Type': 'Application/JSON' } });
    },
    warns: [],
  },
];
