import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../mutants/mutant.ts';
import type { Front } from '../../../mutants/serve.ts';
import { outage, refusal, success, summarise, verifyBehind } from './verify-behind.ts';

const kept = { [success]: 'pass kept', [refusal]: 'pass kept', [outage]: 'pass kept' };

it('passes where nothing is broken', async () => {
  expect(summarise(await verifyBehind({ answer: (real) => real }))).toEqual({
    interactions: kept,
    findings: [],
    unchecked: [],
  });
});

const isState = (url: string) => new URL(url).pathname.startsWith('/_provider');

/** Changes the answers of the operation that have a status; what the state endpoint says stays. */
function onStatus(status: number, change: (answer: Response) => Response | Promise<Response>): Front {
  const answer =
    (real: Answer): Answer =>
    async (request) => {
      const response = await real(request);
      return response.status === status && !isState(request.url) ? await change(response) : response;
    };
  return { answer };
}

/** Another JSON body; the header fields stay. */
function withJson(status: number, edit: (body: Record<string, unknown>) => unknown): Front {
  return onStatus(status, async (answer) =>
    withBody(answer, JSON.stringify(edit((await answer.json()) as Record<string, unknown>))),
  );
}

function withBody({ status, headers }: Response, body: string | null, type?: string): Response {
  const kept = new Headers(headers);
  kept.delete('content-length');
  if (type !== undefined) kept.set('content-type', type);
  return new Response(body, { status, headers: kept });
}

const pact = (pointer: string, description: string) =>
  `error pact-interaction-different ${pointer} of ${description}`;
const document = (rule: string, pointer: string, description: string) =>
  `error ${rule} ${pointer} of ${description}`;

type Broken = readonly [
  name: string,
  front: Front,
  /** Pact's answer and the document's; all others pass. */
  interactions: Readonly<Record<string, string>>,
  findings: readonly string[],
];

const broken: readonly Broken[] = [
  [
    'another status',
    onStatus(
      200,
      async (answer) => new Response(await answer.text(), { status: 201, headers: answer.headers }),
    ),
    { [success]: 'fail broken' },
    [document('response-status-unknown', '/status', success), pact('/status', success)],
  ],
  [
    'a crash',
    onStatus(200, () => new Response('oops', { status: 500, headers: { 'content-type': 'text/plain' } })),
    { [success]: 'fail broken' },
    [
      pact('/body', success),
      pact('/header/content-type', success),
      pact('/status', success),
      document('response-media-type-unknown', '/header/content-type', success),
    ],
  ],
  [
    'a field that is missing',
    withJson(200, () => ({})),
    { [success]: 'fail broken' },
    [pact('/body', success), document('response-body-schema', '/body', success)],
  ],
  [
    'a field of another type',
    withJson(200, () => ({ result: 1 })),
    { [success]: 'fail broken' },
    [pact('/body/result', success), document('response-body-schema', '/body/result', success)],
  ],
  [
    'another error code, which is documented as well',
    withJson(400, (body) => ({ ...body, error_code: 'IS.0001' })),
    { [refusal]: 'fail kept', [outage]: 'fail kept' },
    [pact('/body/error_code', refusal), pact('/body/error_code', outage)],
  ],
  [
    'another media type',
    onStatus(200, async (answer) => withBody(answer, await answer.text(), 'text/html')),
    { [success]: 'fail broken' },
    [
      pact('/body', success),
      pact('/header/content-type', success),
      document('response-media-type-unknown', '/header/content-type', success),
    ],
  ],
  [
    'a body that is no JSON',
    onStatus(200, (answer) => withBody(answer, '{"result":')),
    { [success]: 'fail broken' },
    [pact('/body', success), document('response-body-unreadable', '/body', success)],
  ],
  [
    'no body',
    onStatus(200, (answer) => withBody(answer, null)),
    { [success]: 'fail broken' },
    [pact('/body', success), document('response-body-missing', '/body', success)],
  ],
  [
    'a redirect, which is not followed',
    onStatus(200, () => new Response(null, { status: 302, headers: { location: '/elsewhere' } })),
    { [success]: 'fail broken' },
    [
      pact('/body', success),
      pact('/header/content-type', success),
      pact('/status', success),
      document('response-status-unknown', '/status', success),
    ],
  ],
  [
    'a state that is said to be set up, and is not',
    { answer: (real) => async (request) => (isState(request.url) ? Response.json({}) : await real(request)) },
    { [outage]: 'fail kept' },
    [pact('/body', outage), pact('/status', outage)],
  ],
  [
    'a state that is never taken back',
    {
      answer: (real) => async (request) => {
        const isTeardown = isState(request.url) && (await request.clone().text()).includes('"teardown"');
        return isTeardown ? Response.json({}) : await real(request);
      },
    },
    // It comes after the outage, which is still there.
    { [refusal]: 'fail kept' },
    [pact('/body/error_code', refusal)],
  ],
  [
    'a reset connection',
    {
      respond: async ({ incoming, outgoing, real }) => {
        const answer = await real();
        if (answer.status === 200 && !incoming.url?.startsWith('/_provider')) outgoing.destroy();
        else send(outgoing, answer, await answer.text());
      },
    },
    { [success]: 'fail unchecked' },
    [document('response-absent', '', success)],
  ],
  [
    'an answer that stops in the middle',
    {
      respond: async ({ incoming, outgoing, real }) => {
        const answer = await real();
        const text = await answer.text();
        if (answer.status !== 200 || incoming.url?.startsWith('/_provider'))
          return send(outgoing, answer, text);
        outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length + 5 });
        outgoing.write(text, () => outgoing.destroy());
      },
    },
    { [success]: 'fail unchecked' },
    [document('response-absent', '', success)],
  ],
  [
    'no HTTP at all',
    {
      respond: async ({ incoming, outgoing, real }) => {
        const answer = await real();
        if (answer.status === 200 && !incoming.url?.startsWith('/_provider'))
          outgoing.socket?.end('hello\r\n\r\n');
        else send(outgoing, answer, await answer.text());
      },
    },
    { [success]: 'fail unchecked' },
    [document('response-absent', '', success)],
  ],
];

function send(
  outgoing: { writeHead(status: number, headers: Record<string, string>): { end(text: string): unknown } },
  { status, headers }: Response,
  text: string,
): void {
  outgoing.writeHead(status, Object.fromEntries(headers)).end(text);
}

describe('a broken provider fails at the right interaction, with the right rule', () => {
  it.each(broken)('%s', async (_, front, interactions, findings) => {
    expect(summarise(await verifyBehind(front))).toEqual({
      interactions: { ...kept, ...interactions },
      findings: [...findings].sort(),
      unchecked: [],
    });
  });

  it('an answer that never comes, which takes no longer than the timeout', async () => {
    const front: Front = {
      respond: async ({ incoming, outgoing, real }) => {
        const answer = await real();
        if (answer.status === 200 && !incoming.url?.startsWith('/_provider')) return;
        send(outgoing, answer, await answer.text());
      },
    };
    const verified = await verifyBehind(front, { timeout: 1000 });
    expect(summarise(verified)).toEqual({
      interactions: { ...kept, [success]: 'fail unchecked' },
      findings: [document('response-absent', '', success)],
      unchecked: [],
    });
    expect(verified.findings.map(({ message }) => message)).toEqual([
      'the service did not answer within 1000 ms',
    ]);
  });
});
