import { request as sendRequest } from 'node:http';
import { expect as jestExpect } from 'expect';
import { request as undiciRequest } from 'undici';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it, onTestFinished } from 'vitest';
import type { Contract } from '../../../src/contract/contract.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { wrapFetch } from '../../../src/middleware/wrap-fetch.ts';
import { type ContractMatchers, installMatchers } from '../../../src/vitest/vitest.ts';
import { answerJson, contractFor, serve } from '../middleware/load.ts';
import { imagePath, startProvider, validBody } from '../provider/requests.ts';

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>> extends ContractMatchers<R> {}
}

let contract: Contract;
let provider: Awaited<ReturnType<typeof startProvider>>;
let token: string;
beforeAll(async () => {
  contract = await installMatchers(expect, { contract: contractFor() });
  await installMatchers(jestExpect, { contract });
  provider = await startProvider();
  token = provider.provider.issueToken();
});
afterAll(() => provider.stop());

const text = JSON.stringify(validBody);
const call = () => ({
  method: 'PUT' as const,
  headers: { 'Content-Type': 'application/json', 'X-Auth-Token': token },
  body: text,
});
const put = { method: 'PUT' };

async function startWrong(): Promise<string> {
  const { url, close } = await serve(answerJson(200, { result: 1 }));
  onTestFinished(close);
  return url;
}

/** What an assertion throws, without the lines of the document, which move with every edit. */
async function failureOf(assert: () => unknown): Promise<string> {
  try {
    await assert();
  } catch (error) {
    return (error as Error).message.replaceAll(/(\.yaml):\d+(?::\d+)?/g, '$1:…');
  }
  throw new Error('it did not fail');
}

const wrongResult = `expected response of PUT /v1/{project_id}/{instance_name}/image to satisfy the contract

  response-body-schema: response body /result: received 1, documented type string
    - documented  "string"
    + received    1
    statement     “result is a String.” (response.200.result.type)
    document      openapi/imagesearch.yaml:…`;

/** A call by node:http, as superagent and axios make theirs. */
async function callNode(
  url: string,
): Promise<{ status: number; headers: object; text: string; req: object }> {
  const sent = sendRequest(url + imagePath, call()).end(text);
  const response = await new Promise<import('node:http').IncomingMessage>((resolve) =>
    sent.once('response', resolve),
  );
  let received = '';
  for await (const chunk of response) received += chunk;
  return { status: response.statusCode ?? 0, headers: response.headers, text: received, req: sent };
}

/** The clients whose answers are read, each with what an assertion needs beside. */
const clients: Readonly<Record<string, (url: string) => Promise<readonly [unknown, object?]>>> = {
  fetch: async (url) => [await fetch(url + imagePath, call()), put],
  'a wrapped fetch': async (url) => [await wrapFetch(fetch, contract)(url + imagePath, call())],
  undici: async (url) => [await undiciRequest(url + imagePath, call()), { ...put, url: imagePath }],
  'undici, with a body that was read': async (url) => {
    const response = await undiciRequest(url + imagePath, call());
    return [
      { ...response, body: await response.body.json() },
      { ...put, url: imagePath },
    ];
  },
  supertest: async (url) => {
    const { status, headers, text: body, req } = await callNode(url);
    return [{ status, headers, text: body, body: JSON.parse(body), req }];
  },
  axios: async (url) => {
    const { status, headers, text: body, req } = await callNode(url);
    const config = { method: 'put', url: imagePath, data: text };
    return [{ status, statusText: 'OK', headers, data: JSON.parse(body), config, request: req }];
  },
};

describe.each(Object.keys(clients))('toSatisfyContract with an answer of %s', (name) => {
  const ask = clients[name] as (typeof clients)[string];

  it('holds for the reference provider', async () => {
    const [response, options] = await ask(provider.url);
    await expect(response).toSatisfyContract(options);
  });

  it('tells the rule, what was received, the statement and the line', async () => {
    const [response, options] = await ask(await startWrong());
    await expect(response).not.toSatisfyContract(options);
    const [again, same] = await ask(await startWrong());
    expect(await failureOf(() => expect(again).toSatisfyContract(same))).toBe(wrongResult);
  });

  it('does the same in Jest', async () => {
    const [response, options] = await ask(await startWrong());
    expect(await failureOf(() => jestExpect(response).toSatisfyContract(options))).toBe(wrongResult);
    const [right, same] = await ask(provider.url);
    await jestExpect(right).toSatisfyContract(same);
  });
});

describe('toSatisfyContract', () => {
  const exchange = (request: string, response: string): Exchange => ({
    stance: 'observed',
    request: {
      method: 'PUT',
      url: imagePath,
      headers: { 'content-type': 'application/json', 'x-auth-token': 'a-token' },
      body: { kind: 'text', text: request },
    },
    response: {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: { kind: 'text', text: response },
    },
    origin: { source: 'test' },
  });

  it('judges both sides of an exchange, at once', async () => {
    expect(exchange(text, '{"result":"Success"}')).toSatisfyContract();
    const wrong = exchange('{"path":"a.jpg","tags":[]}', '{"result":1}');
    const failure = await failureOf(() => expect(wrong).toSatisfyContract());
    expect(failure.match(/^ {2}[a-z-]+(?=:)/gm)).toEqual(['  request-body-schema', '  response-body-schema']);
    expect(wrong).not.toSatisfyContract({ sides: ['request'] });
    expect(exchange('{"path":1}', '{"result":"Success"}')).toSatisfyContract({ sides: ['response'] });
  });

  it('judges the request of a wrapped fetch when it is asked to', async () => {
    const response = await wrapFetch(fetch, contract)(provider.url + imagePath, { ...call(), body: '[]' });
    // The body is gone, and the exchange still has it.
    await response.json();
    await expect(response).toSatisfyContract();
    await expect(response).not.toSatisfyContract({ sides: ['request'] });
  });

  it('leaves the body to be read', async () => {
    const response = await fetch(provider.url + imagePath, call());
    await expect(response).toSatisfyContract(put);
    expect(await response.json()).toEqual({ result: 'Success' });
  });

  const notKnown: Readonly<Record<string, [() => unknown, object | undefined, string]>> = {
    'a method is missing': [
      () => fetch(provider.url + imagePath, call()),
      undefined,
      'the operation is not known: the response does not say by which method it was asked; give { method }',
    ],
    'a URL is missing': [
      () => Response.json({}),
      put,
      'the operation is not known: the response does not say which URL was asked; give { method, url }',
    ],
    'the document has no such operation': [
      () => fetch(`${provider.url}/v2`),
      { method: 'GET' },
      'the operation is not known: the document does not describe GET /v2',
    ],
    'it is no response': [
      () => 200,
      undefined,
      'received no response that is known here: a fetch Response, one of undici, supertest or axios, or an Exchange',
    ],
    'the body is gone': [
      async () => {
        const response = await fetch(provider.url + imagePath, call());
        await response.json();
        return response;
      },
      put,
      'expected response of PUT /v1/{project_id}/{instance_name}/image to satisfy the contract\n\n  not checked: the body was read before the assertion; assert first, or call by a fetch from wrapFetch (openapi/imagesearch.yaml:…)',
    ],
    'the request is not known': [
      () => fetch(provider.url + imagePath, call()),
      { ...put, sides: ['request'] },
      'the request cannot be judged: only the target of the request is known; assert an Exchange, or call by a fetch from wrapFetch',
    ],
  };

  it.each(Object.entries(notKnown))(
    'fails with and without not when %s',
    async (_, [ask, options, message]) => {
      const [first, second] = [await ask(), await ask()];
      expect(await failureOf(() => expect(first).toSatisfyContract(options))).toBe(message);
      expect(await failureOf(() => expect(second).not.toSatisfyContract(options))).toBe(message);
    },
  );
});

describe('toMatchOperation', () => {
  it('holds for a body of the status, and of the request', () => {
    expect({ result: 'Success' }).toMatchOperation('RunModifyPicture', 200);
    expect({ error_code: 'IS.0002', error_msg: 'x' }).toMatchOperation('RunModifyPicture', 400);
    expect({ error_code: 'IS.0002' }).not.toMatchOperation('RunModifyPicture', 400);
    expect(validBody).toMatchOperation('RunModifyPicture');
    expect({ path: 'a.jpg' }).not.toMatchOperation('RunModifyPicture');
    expect(validBody).toMatchOperation('PUT /v1/{project_id}/{instance_name}/image');
    jestExpect({ result: 'Success' }).toMatchOperation('RunModifyPicture', 200);
  });

  it('shows the difference', async () => {
    const body = { error_code: 1, result: 'Success\u001b[31m' };
    expect(
      await failureOf(() => expect(body).toMatchOperation('RunModifyPicture', 400)),
    ).toMatchInlineSnapshot(`
      "expected the value to match the response body 400 of RunModifyPicture (PUT /v1/{project_id}/{instance_name}/image)

        response-body-schema: response body: received no property error_msg, documented as required
          - documented  "error_msg"
          statement     “error_msg is a parameter of the response body with status code 400.” (response.400.error_msg.included)
          document      openapi/imagesearch.yaml:…

        response-body-schema: response body /error_code: received 1, documented type string
          - documented  "string"
          + received    1
          statement     “error_code is a String.” (response.400.error_code.type)
          document      openapi/imagesearch.yaml:…

        response-body-schema: response body /result: received "Success\\u001b[31m", documented as not included
          + received    "Success\\u001b[31m"
          statement     “result is not included when the API fails to be called.” (response.400.result.absent)
          document      openapi/imagesearch.yaml:…"
    `);
    expect(await failureOf(() => jestExpect(body).toMatchOperation('RunModifyPicture', 400))).toBe(
      await failureOf(() => expect(body).toMatchOperation('RunModifyPicture', 400)),
    );
  });

  it.each<[string, unknown, string, number, string]>([
    [
      'the operation is not there',
      {},
      'NoSuch',
      200,
      'the document has no operation NoSuch; it has RunModifyPicture',
    ],
    [
      'the value is no JSON',
      new Date(0),
      'RunModifyPicture',
      200,
      'received a value that is no JSON, so it is no parsed body',
    ],
  ])('fails with and without not when %s', async (_, value, name, status, message) => {
    expect(await failureOf(() => expect(value).toMatchOperation(name, status))).toBe(message);
    expect(await failureOf(() => expect(value).not.toMatchOperation(name, status))).toBe(message);
  });

  it('fails for a status that the document does not have', async () => {
    const name: string = 'RunModifyPicture';
    expect(await failureOf(() => expect({}).toMatchOperation(name, 418))).toMatch(
      /^expected the value to match the response body 418 of RunModifyPicture .*\n\n {2}response-status-unknown: /,
    );
  });

  it('knows the operations of the document and their statuses by type', () => {
    type Match = ContractMatchers['toMatchOperation'];
    const match = (() => {}) as Match;
    match('RunModifyPicture', 400);
    match('AnotherOperation', 599);
    // @ts-expect-error 418 is not documented
    match('RunModifyPicture', 418);
    expectTypeOf(match).returns.toEqualTypeOf<void>();
  });
});

it('the matchers work on the bundled document, and on another one', async () => {
  const bundled = await installMatchers({ extend: () => {} });
  expect(bundled.digest).toBe(contract.digest);
  const cwd = new URL('../../../openapi', import.meta.url).pathname;
  const other = await installMatchers({ extend: () => {} }, { spec: 'iam.yaml', cwd });
  expect(other.operations.map(({ key }) => key)).toEqual(['POST /v3/auth/tokens']);
});
