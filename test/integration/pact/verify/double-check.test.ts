import { expect, it } from 'vitest';
import { imagePath, seedPath, validBody } from '../../provider/requests.ts';
import { summarise, toPact, verifyBehind } from './verify-behind.ts';

const expectsDone = {
  type: 'Synchronous/HTTP',
  description: 'expects Done',
  providerStates: [{ name: 'an image exists', params: { path: seedPath } }],
  request: {
    method: 'PUT',
    path: imagePath,
    headers: { 'Content-Type': ['application/json'], 'X-Auth-Token': ['<X-Auth-Token>'] },
    body: { content: validBody, contentType: 'application/json', encoded: false },
  },
  response: {
    status: 200,
    body: { content: { result: 'Done' }, contentType: 'application/json', encoded: false },
  },
};

it('the pact passes and the document is broken: a finding of the document, at the interaction', async () => {
  const looksAtStatus = { ...expectsDone, description: 'looks at the status', response: { status: 200 } };
  const verified = await verifyBehind(
    {
      answer: (real) => async (request) => {
        const answer = await real(request);
        if (answer.status !== 200 || request.url.includes('/_provider')) return answer;
        return Response.json({ result: 1 }, { headers: answer.headers });
      },
    },
    { pacts: [toPact([looksAtStatus])], descriptions: [] },
  );
  expect(summarise(verified)).toEqual({
    interactions: { 'looks at the status': 'pass broken' },
    findings: ['error response-body-schema /body/result of looks at the status'],
    unchecked: [],
  });
  const [finding] = verified.findings;
  expect(finding?.origin).toEqual({
    label: 'shop.json',
    line: 9,
    column: 5,
    pointer: '/interactions/0',
    interaction: 'looks at the status',
  });
  expect(finding?.hint).toBe(
    'the pact of shop passes, the document is broken all the same: the consumer does not look at this',
  );
  expect(finding?.spec?.file).toBe('openapi/imagesearch.yaml');
});

it('the document is kept and the consumer expects something else: a finding of the pact', async () => {
  const verified = await verifyBehind(
    { answer: (real) => real },
    { pacts: [toPact([expectsDone])], descriptions: [] },
  );
  const { findings, interactions } = verified;
  expect(interactions).toEqual([
    {
      pact: 'shop.json',
      consumer: 'shop',
      provider: 'ImageSearch',
      description: 'expects Done',
      states: expectsDone.providerStates,
      status: 'fail',
      document: 'kept',
      mismatches: [
        {
          part: 'body',
          path: '/result',
          expected: 'Done',
          actual: 'Success',
          message: "Expected 'Success' (String) to be equal to 'Done' (String)",
        },
      ],
      milliseconds: expect.any(Number),
    },
  ]);
  expect(findings).toEqual([
    {
      rule: 'pact-interaction-different',
      severity: 'error',
      message: "response body at /result: Expected 'Success' (String) to be equal to 'Done' (String)",
      operation: 'PUT /v1/{project_id}/{instance_name}/image',
      spec: expect.objectContaining({ file: 'openapi/imagesearch.yaml' }),
      at: { exchange: 0, side: 'response', pointer: '/body/result' },
      origin: {
        label: 'shop.json',
        line: 9,
        column: 5,
        pointer: '/interactions/0',
        interaction: 'expects Done',
      },
      actual: 'Success',
      hint: 'the answer keeps the document: either the consumer expects too much, or the state is not what it says',
      fingerprint: expect.stringMatching(/^[0-9a-f]{12}$/),
      reproduce: expect.stringMatching(/^curl -X PUT http:.*"\$X_AUTH_TOKEN"/),
    },
  ]);
});

it('a pending interaction fails nothing, also where its whole pact is pending', async () => {
  const isPending = { ...expectsDone, pending: true };
  const own = await verifyBehind(
    { answer: (real) => real },
    { pacts: [toPact([isPending])], descriptions: [] },
  );
  const { pact } = toPact([expectsDone]);
  const whole = await verifyBehind(
    { answer: (real) => real },
    { pacts: [{ pact, pending: true }], descriptions: [] },
  );
  for (const verified of [own, whole]) {
    expect(summarise(verified)).toEqual({
      interactions: { 'expects Done': 'pending kept' },
      findings: ['warning pact-interaction-different /body/result of expects Done'],
      unchecked: [],
    });
  }
});

it('feeds the clause table with what pacts have shown', async () => {
  const { coverage } = await verifyBehind({ answer: (real) => real });
  const proven = coverage.clauses.filter(({ state }) => state === 'proven');
  expect(proven.length).toBeGreaterThan(10);
  expect(new Set(proven.flatMap(({ by }) => by))).toEqual(new Set(['pact']));
  expect(coverage.clauses.filter(({ state }) => state === 'violated')).toEqual([]);
});
