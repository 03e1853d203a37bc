import { createServer, type ServerResponse } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { listen } from '../../../../src/exchange/listen.ts';
import type { VerifiedPacts } from '../../../../src/pact/verify/run-verification.ts';
import { verifyPacts } from '../../../../src/pact/verify/verify-pacts.ts';
import { contractFor } from './verify-behind.ts';

/** Answers as a Pact Broker does, by method and path; what is not in the table is 404. */
async function startDouble(
  answers: (url: string) => Readonly<Record<string, readonly [status: number, body: unknown]>>,
) {
  const asked: { line: string; body: unknown }[] = [];
  let own = '';
  const server = createServer(async (request, response) => {
    const text = Buffer.concat(await Array.fromAsync(request)).toString();
    const line = `${request.method} ${request.url}`;
    asked.push({ line, body: text === '' ? undefined : JSON.parse(text) });
    answer(response, { ...index(own), ...answers(own) }[line] ?? [404, {}]);
  });
  const { url, close } = await listen(server, {});
  own = url;
  onTestFinished(close);
  return { url, asked };
}

function answer(response: ServerResponse, [status, body]: readonly [number, unknown]): void {
  response.writeHead(status, { 'content-type': 'application/hal+json' }).end(JSON.stringify(body));
}

const index = (url: string): Readonly<Record<string, readonly [number, unknown]>> => ({
  'GET /': [
    200,
    {
      _links: {
        'pb:latest-pact-versions': { href: `${url}/pacts/latest` },
        'pb:provider-pacts-for-verification': { href: `${url}/for-verification/{provider}` },
        'pb:pacticipant-branch-version': { href: `${url}/{pacticipant}/{branch}/{version}` },
      },
    },
  ],
  'POST /for-verification/Orders': [
    200,
    {
      _embedded: {
        pacts: [{ verificationProperties: { pending: false }, _links: { self: { href: `${url}/pact` } } }],
      },
    },
  ],
  'GET /pact': [
    200,
    {
      consumer: { name: 'shop' },
      provider: { name: 'Orders' },
      interactions: [
        { _id: 'a1', description: 'one', request: { method: 'GET', path: '/' }, response: { status: 200 } },
        { _id: 'b2', description: 'two', request: { method: 'GET', path: '/' }, response: { status: 404 } },
      ],
      metadata: { pactSpecification: { version: '3.0.0' } },
      _links: {
        self: { href: `${url}/pact/version/1` },
        'pb:publish-verification-results': { href: `${url}/results` },
      },
    },
  ],
  'PUT /Orders/main/7': [201, {}],
});

async function verify(broker: string, onVerified?: (verified: VerifiedPacts) => void) {
  const service = await listen(
    createServer((_, response) => response.end()),
    {},
  );
  onTestFinished(service.close);
  return await verifyPacts(contractFor(service.url), {
    target: service.url,
    broker: { url: broker },
    provider: 'Orders',
    selection: { selectors: [], pending: false, branch: 'main' },
    publish: { version: '7', branch: 'main', verifiedBy: { implementation: 'kit', version: '1' } },
    ...(onVerified && { onVerified }),
  });
}

const accepted = (url: string, success: boolean) => ({
  success,
  providerApplicationVersion: '7',
  _links: { self: { href: `${url}/results/1` } },
});

it('publishes each interaction by its id, and reads the result again', async () => {
  const { url, asked } = await startDouble((own) => ({
    'POST /results': [201, accepted(own, false)],
    'GET /results/1': [200, accepted(own, false)],
  }));
  const { published } = await verify(url);
  expect(published).toEqual([
    { pact: `${url}/pact/version/1`, consumer: 'shop', success: false, url: `${url}/results/1` },
  ]);
  expect(asked.map(({ line }) => line)).toEqual([
    'GET /',
    'POST /for-verification/Orders',
    'GET /pact',
    'PUT /Orders/main/7',
    'POST /results',
    'GET /results/1',
  ]);
  expect(asked[1]?.body).toEqual({
    consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
    includePendingStatus: false,
    providerVersionBranch: 'main',
  });
  expect(asked[4]?.body).toEqual({
    success: false,
    providerApplicationVersion: '7',
    testResults: [
      { interactionId: 'a1', success: true },
      {
        interactionId: 'b2',
        success: false,
        mismatches: [{ attribute: 'status', description: 'expected 404 but was 200' }],
      },
    ],
    verifiedBy: { implementation: 'kit', version: '1' },
  });
});

it.each<[string, Parameters<typeof startDouble>[0]]>([
  ['that is refused', () => ({ 'POST /results': [400, { errors: { success: ['is wrong'] } }] })],
  ['that gets lost', (own) => ({ 'POST /results': [201, accepted(own, false)] })],
  [
    'that becomes another one',
    (own) => ({
      'POST /results': [201, accepted(own, false)],
      'GET /results/1': [200, accepted(own, true)],
    }),
  ],
  ['without an address', () => ({ 'POST /results': [201, {}] })],
  ['of a version that cannot be put on its branch', () => ({ 'PUT /Orders/main/7': [409, {}] })],
])('a result %s is an error, and the verification is told before', async (_, answers) => {
  const { url } = await startDouble(answers);
  const seen: string[] = [];
  const run = verify(url, ({ interactions }) => {
    seen.push(...interactions.map(({ status }) => status));
  });
  await expect(run).rejects.toMatchObject({ name: 'KitError', code: 'broker-refused' });
  expect(seen).toEqual(['pass', 'fail']);
});
