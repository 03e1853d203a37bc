import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KitError } from '../../../../src/errors.ts';
import type { operations } from '../../../../src/generated/imagesearch.ts';
import {
  type Consumer,
  defineConsumer,
  eachLike,
  fromExample,
  like,
  type Mock,
  type Run,
  regex,
  startRun,
} from '../../../../src/pact/pact.ts';
import { bundledSpec } from '../../../../src/spec/bundled.ts';
import { loadSpec } from '../../../../src/spec/load.ts';

let dir: string;
let run: Run;
let consumer: Consumer<operations>;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'prove-'));
  run = startRun();
  consumer = defineConsumer({ consumer: 'web', provider: 'ImageSearch', dir });
});
afterAll(() => {
  run.close();
  rmSync(dir, { recursive: true });
});

const path = { project_id: 'p1', instance_name: 'catalogue' };
const body = { path: 'https://…/1.jpg', tags: { animal: 'cat' } };
const request = { path, body } as const;
const response = { status: 200, body: { result: like('Success') } } as const;
const modify = { operation: 'RunModifyPicture', request, response } as const;

/** A consumer that does what it should, but for what is said otherwise. */
async function put(
  { url, token }: Pick<Mock, 'url' | 'token'>,
  { target = '/v1/p1/catalogue/image', headers = {}, content = body as unknown } = {},
) {
  return fetch(`${url}${target}`, {
    method: 'PUT',
    headers: { 'X-Auth-Token': token, 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(content),
  });
}

/** Lines move with every edit of the document. */
const withoutPlaces = (text: string) =>
  text.replaceAll(/\([^()\s]*?([^/()\s]+\.(?:yaml|json)):\d+\)/g, '($1:N)');

/** What `prove` ends with, as its author sees it. */
async function failure(proving: Promise<unknown>) {
  const error = await proving.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof KitError)) return error;
  const { code, message, hint } = error;
  return { code, message: withoutPlaces(message), hint };
}

describe('a proof', () => {
  it('gives the callback an address and a placeholder, and gives back what it gives', async () => {
    const seen = await consumer.prove({ description: 'proven', ...modify }, async (mock) => {
      const { url, port, token, credentials } = mock;
      const answer = await put(mock);
      const type = answer.headers.get('content-type');
      return {
        isLocal: url === `http://127.0.0.1:${port}`,
        token,
        credentials,
        type,
        body: await answer.json(),
      };
    });
    expect(seen).toEqual({
      isLocal: true,
      token: '<X-Auth-Token>',
      credentials: { 'X-Auth-Token': '<X-Auth-Token>' },
      type: 'application/json',
      body: { result: 'Success' },
    });
  });

  it('fails with the error of the callback, unchanged', async () => {
    const own = new Error('the consumer misread the answer');
    const failing = consumer.prove({ description: 'own error', ...modify }, async (mock) => {
      await put(mock);
      throw own;
    });
    expect(await failure(failing)).toBe(own);
  });

  it('tells what the consumer sent and what is expected', async () => {
    const expected = {
      ...modify,
      request: {
        path,
        body: { path: regex('^https:.*$', 'https://…'), tags: { animal: 'cat' } },
      },
    } as const;
    const failing = consumer.prove({ description: 'other request', ...expected }, async (mock) => {
      await put(mock, { content: { path: 'ftp:', tags: { animal: 'dog', colour: 'red' } } });
    });
    expect(await failure(failing)).toMatchInlineSnapshot(`
      {
        "code": "interaction-unproven",
        "hint": undefined,
        "message": "the consumer did not send what the interaction “other request” expects
        sent PUT /v1/p1/catalogue/image, which differs from what is expected
          body $.path: Expected 'ftp:' to match '^https:.*$'
          body $.tags.animal: Expected 'dog' (String) to be equal to 'cat' (String)
          body $.tags: Expected a Map with keys [animal] but received one with keys [animal, colour]",
      }
    `);
  });

  it('tells of a request to another place', async () => {
    const failing = consumer.prove({ description: 'elsewhere', ...modify }, (mock) =>
      put(mock, { target: '/v1/p1/other/image?a=b%20c' }),
    );
    expect(await failure(failing)).toMatchInlineSnapshot(`
      {
        "code": "interaction-unproven",
        "hint": undefined,
        "message": "the consumer did not send what the interaction “elsewhere” expects
        sent PUT /v1/p1/other/image?a=b%20c / expected PUT /v1/p1/catalogue/image",
      }
    `);
  });

  it('keeps what the consumer sent as its credential to itself', async () => {
    const failing = consumer.prove(
      {
        description: 'wrong credential',
        ...modify,
        request: { ...request, credentials: 'expired' },
        response: { status: 401 },
      },
      ({ url }) => put({ url, token: 'MIIReal.Token.Of.A.Person' }),
    );
    expect(await failure(failing)).toMatchInlineSnapshot(`
      {
        "code": "interaction-unproven",
        "hint": undefined,
        "message": "the consumer did not send what the interaction “wrong credential” expects
        sent PUT /v1/p1/catalogue/image, which differs from what is expected
          header X-Auth-Token: is not the placeholder that the callback was given",
      }
    `);
  });

  it('names the cause where the consumer fails because its request was wrong', async () => {
    const own = new Error('HTTP 500');
    const failing = consumer.prove({ description: 'with a cause', ...modify }, async (mock) => {
      await put(mock, { content: {} });
      throw own;
    });
    await expect(failing).rejects.toMatchObject({ code: 'interaction-unproven', cause: own });
  });

  it('fails where a second request is another one', async () => {
    const failing = consumer.prove({ description: 'one too many', ...modify }, async (mock) => {
      await put(mock);
      await put(mock, { target: '/v1/p1/catalogue/images' });
    });
    expect(await failure(failing)).toMatchInlineSnapshot(`
      {
        "code": "interaction-unproven",
        "hint": undefined,
        "message": "the consumer did not send what the interaction “one too many” expects
        sent PUT /v1/p1/catalogue/images / expected PUT /v1/p1/catalogue/image",
      }
    `);
  });

  it('fails where no request is made', async () => {
    expect(
      await failure(consumer.prove({ description: 'nothing', ...modify }, () => {})),
    ).toMatchInlineSnapshot(`
      {
        "code": "interaction-unproven",
        "hint": "the callback must call the consumer with the url that it is given, and await it",
        "message": "the interaction “nothing” was expected, and no request was made: PUT /v1/p1/catalogue/image",
      }
    `);
  });

  it('ends a callback that does not end', async () => {
    const hasty = defineConsumer({ consumer: 'web', provider: 'ImageSearch', dir, timeout: 50 });
    const failing = hasty.prove({ description: 'endless', ...modify }, () => new Promise(() => {}));
    expect(await failure(failing)).toMatchInlineSnapshot(`
      {
        "code": "interaction-unproven",
        "hint": "the callback must settle; give defineConsumer a longer timeout where it needs more",
        "message": "the interaction “endless” did not end within 50 ms",
      }
    `);
  });

  it('is in the pact once, and what failed is not', () => {
    expect(existsSync(join(dir, 'web-ImageSearch.json'))).toBe(false);
    run.finish('passed');
    const { interactions } = JSON.parse(readFileSync(join(dir, 'web-ImageSearch.json'), 'utf8'));
    expect(interactions.map(({ description }: { description: string }) => description)).toEqual(['proven']);
  });
});

describe('an interaction of a scenario', () => {
  it.each([
    ['modified', 200],
    ['path-missing', 400],
    ['path-null', 400],
    ['body-missing', 400],
    ['instance-unknown', 400],
    ['token-missing', 401],
    ['token-expired', 401],
  ])('%s is sent and answered as the document has it', async (name, status) => {
    const answer = await consumer.prove(fromExample('RunModifyPicture', name), async ({ url, token }) => {
      const example = await readExample(name);
      return fetch(`${url}/v1/77b6a44cba5143ab91d13ab9a8ff44fd/${example.instance}/image`, {
        method: 'PUT',
        headers: {
          ...(token !== '' && { 'X-Auth-Token': token }),
          ...(example.body !== undefined && { 'Content-Type': 'application/json' }),
        },
        ...(example.body !== undefined && { body: JSON.stringify(example.body) }),
      });
    });
    expect(answer.status).toBe(status);
  });

  it('matches what tells the outcome exactly, and the rest by type', async () => {
    run.finish('passed');
    const { interactions } = JSON.parse(readFileSync(join(dir, 'web-ImageSearch.json'), 'utf8'));
    const missing = interactions.find(
      ({ description }: { description: string }) => description === 'RunModifyPicture: path-missing',
    );
    expect(missing.response).toEqual({
      status: 400,
      headers: { 'Content-Type': ['application/json'] },
      body: {
        content: { error_code: 'IS.0003', error_msg: 'Arguments of path can not be null.' },
        contentType: 'application/json',
        encoded: false,
      },
      matchingRules: {
        body: {
          $: { combine: 'AND', matchers: [{ match: 'type' }] },
          '$.error_code': { combine: 'AND', matchers: [{ match: 'equality' }] },
        },
      },
    });
  });

  it('takes another description, states and response', async () => {
    const example = fromExample('RunModifyPicture', 'modified', {
      description: 'overridden',
      states: ['an image exists'],
      response: {
        body: { result: regex('^[Ss]uccess$', 'success') },
        headers: { 'X-Request-Id': like('1') },
      },
    });
    const answer = await consumer.prove(example, async ({ url, token }) => {
      const { body: content } = await readExample('modified');
      return put(
        { url, token },
        { target: '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/test-instance/image', content },
      );
    });
    expect([await answer.json(), answer.headers.get('x-request-id')]).toEqual([{ result: 'success' }, '1']);
  });

  it.each([
    ['a scenario that is not there', fromExample('RunModifyPicture', 'modifed')],
    ['an operation that is not there', fromExample('RunDeletePicture' as never, 'modified')],
    ['a body that Pact cannot compare', fromExample('RunModifyPicture', 'json-malformed')],
  ])('%s is refused', async (_name, example) => {
    expect(await failure(consumer.prove(example, () => {}))).toMatchSnapshot();
  });
});

describe('refused before Pact is started and before any file is written', () => {
  const refusing = async (interaction: unknown, more: { spec?: string } = {}) => {
    const empty = mkdtempSync(join(tmpdir(), 'refused-'));
    try {
      const own = defineConsumer({ consumer: 'refused', provider: 'ImageSearch', dir: empty, ...more });
      const proving = own.prove({ description: 'refused', ...(interaction as typeof modify) }, () => {
        throw new Error('the callback was called');
      });
      return await failure(proving);
    } finally {
      expect(readdirSync(empty)).toEqual([]);
      rmSync(empty, { recursive: true });
    }
  };

  it.each([
    ['a body field is missing', { ...modify, request: { path, body: { path: 'x' } } }],
    [
      'an expected refusal, when the author does not say that the request is invalid',
      { ...modify, request: { path, body: { path: 'x' } }, response: { status: 400 } },
    ],
    ['an undocumented status', { ...modify, response: { status: 201 } }],
    [
      'an undocumented field of the response',
      { ...modify, response: { status: 200, body: { resultt: 'x' } } },
    ],
    ['a field of another status', { ...modify, response: { status: 200, body: { error_code: 'x' } } }],
    [
      'a wrong type below a matcher',
      { ...modify, response: { status: 200, body: like({ result: like(5) }) } },
    ],
    [
      'an undocumented media type',
      { ...modify, request: { ...request, contentType: 'application/xml', body: '<x/>' } },
    ],
    [
      'an example that its own matcher refuses',
      { ...modify, response: { status: 200, body: { result: regex('^success$', 'Success') } } },
    ],
    [
      'no credential where a success is expected',
      { ...modify, request: { ...request, credentials: 'none' } },
    ],
    [
      'an invalid request where a success is expected',
      { ...modify, request: { invalid: { path, body: {} } } },
    ],
    [
      'a request called invalid that is not',
      { ...modify, request: { invalid: request }, response: { status: 400 } },
    ],
    ['an operation that is not there', { ...modify, operation: 'RunDeletePicture' }],
    ['a path parameter without a value', { ...modify, request: { path: { project_id: 'p1' }, body } }],
    [
      'a matcher that no path can have',
      {
        ...modify,
        request: { path: { ...path, project_id: { 'pact:matcher:type': 'include', value: 'x' } }, body },
      },
    ],
    ['a security scheme that is not there', { ...modify, request: { ...request, security: 'Basic' } }],
    [
      'a credential in the literal',
      { ...modify, request: { ...request, headers: { 'x-auth-token': 'abc' } } },
    ],
    [
      'a secret in a header',
      { ...modify, request: { ...request, headers: { 'X-Security-Token': 'abcdef' } } },
    ],
    [
      'a secret in a body',
      {
        ...modify,
        request: {
          path,
          body: { path: 'https://u:p@h/?Signature=abcdefghijkl', tags: { password: like('hunter2hunter2') } },
        },
      },
    ],
    [
      'a secret in a state',
      { ...modify, states: [{ name: 's', params: { user: { password: 'hunter2' } } }] },
    ],
  ])('%s', async (_name, interaction) => {
    expect(await refusing(interaction)).toMatchSnapshot();
  });

  it('a document that is not there', async () => {
    expect(await refusing(modify, { spec: 'absent.yaml' })).toMatchObject({ code: 'input-unreadable' });
  });

  it.each([
    ['a regex that accepts an undocumented value', { kind: regex('^(big|huge)$', 'big') }],
    ['a list of more items than documented', { items: eachLike('a', { min: 4 }) }],
    ['a type for which the document has a smaller one', { count: like(1.5) }],
  ])('%s', async (_name, expected) => {
    const folder = mkdtempSync(join(tmpdir(), 'document-'));
    const spec = join(folder, 'openapi.json');
    writeFileSync(spec, JSON.stringify(things));
    const listing = { operation: 'list', request: {}, response: { status: 200, body: expected } };
    expect(await refusing(listing, { spec })).toMatchSnapshot();
    rmSync(folder, { recursive: true });
  });

  it('a name that is no part of a file name', () => {
    expect(() => defineConsumer({ consumer: 'a/b', provider: 'p', dir })).toThrow(
      'cannot be part of a file name',
    );
  });

  it('carries the findings', async () => {
    const failing = consumer.prove(
      { description: 'findings', ...modify, response: { status: 201 as 200 } },
      () => {},
    );
    await expect(failing).rejects.toMatchObject({
      findings: [{ rule: 'response-status-unknown', origin: { interaction: 'findings' } }],
      unchecked: [],
    });
  });
});

describe('what is doubtful and not wrong', () => {
  it('is told and proven', async () => {
    const warnings: string[] = [];
    const onWarning = (warning: string) => void warnings.push(withoutPlaces(warning));
    const careless = defineConsumer({ consumer: 'web', provider: 'ImageSearch', dir, onWarning });
    const doubtful = {
      ...modify,
      request: { ...request, query: { limit: 1 } as never },
      response: { status: 200, headers: { 'X-Nothing': 'x' } },
    } as const;
    await careless.prove({ description: 'doubtful', ...doubtful }, (mock) =>
      put(mock, { target: '/v1/p1/catalogue/image?limit=1' }),
    );
    expect(warnings).toMatchInlineSnapshot(`
      [
        "the interaction “doubtful” is doubtful
        request-parameter-unknown: query parameter limit: received one, documented query parameters are none (imagesearch.yaml:N)
          documented: You can use the API to modify the information about an existing image in the image library. (operation.function)
          document the parameter, or do not rely on it",
        "the interaction “doubtful” is doubtful
        response-header-unknown: response header x-nothing: received one, documented headers are x-request-id (imagesearch.yaml:N)
          documented: 200: Successful response (response.200)
          document the header, or do not rely on it",
      ]
    `);
  });
});

describe('a negative interaction', () => {
  it('sends what the document forbids, and expects what it documents', async () => {
    const status = await consumer.prove(
      {
        description: 'no path',
        operation: 'RunModifyPicture',
        request: { invalid: { path, body: { tags: {} } } },
        response: { status: 400, body: { error_code: 'IS.0003' } },
      },
      async (mock) => (await put(mock, { content: { tags: {} } })).status,
    );
    expect(status).toBe(400);
  });
});

describe('a signature in place of a token', () => {
  it('is every header of the alternative', async () => {
    const credentials = await consumer.prove(
      { description: 'signed', ...modify, request: { ...request, security: 'SignatureAuthorization' } },
      async (mock) => {
        await put(mock, { headers: mock.credentials });
        return mock.credentials;
      },
    );
    expect(credentials).toEqual({ Authorization: '<Authorization>', 'X-Sdk-Date': '<X-Sdk-Date>' });
  });
});

/** The request of a scenario, from the document. */
async function readExample(name: string): Promise<{ body: unknown; instance: string }> {
  const { root } = await loadSpec(bundledSpec, { cwd: '/' });
  const item = (root as unknown as Document).paths['/v1/{project_id}/{instance_name}/image'];
  const { examples = {} } = item.put.requestBody.content['application/json'] ?? {};
  const instances = item.parameters.find((one) => one.name === 'instance_name')?.examples ?? {};
  const example = examples[name] ?? examples.modified;
  return { body: example?.value, instance: (instances[name] ?? instances.modified)?.value ?? '' };
}

/** As much of the bundled document as is read. */
type Document = {
  paths: {
    '/v1/{project_id}/{instance_name}/image': {
      parameters: { name: string; examples: Record<string, { value: string }> }[];
      put: { requestBody: { content: Record<string, { examples: Record<string, { value?: unknown }> }> } };
    };
  };
};

const things = {
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  paths: {
    '/things': {
      get: {
        operationId: 'list',
        responses: {
          200: {
            description: 'd',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: {
                    kind: { type: 'string', enum: ['big', 'small'] },
                    items: { type: 'array', items: { type: 'string' }, maxItems: 3 },
                    count: { type: 'integer' },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};
