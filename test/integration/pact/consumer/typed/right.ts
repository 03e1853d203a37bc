import type { operations as iam } from '../../../../../src/generated/iam.ts';
import {
  defineConsumer,
  eachLike,
  exactly,
  fromExample,
  like,
  type Matcher,
  regex,
} from '../../../../../src/pact/pact.ts';
import type { operations as things } from './things.ts';

const names = { provider: 'p', dir: 'contracts' };
const consumer = defineConsumer({ consumer: 'c', ...names });
const path = { project_id: 'p1', instance_name: like('catalogue') };
const anImage: Matcher<string> = like('https://…/1.jpg');

export const proofs = [
  consumer.prove(
    {
      description: 'values and matchers at every depth',
      operation: 'RunModifyPicture',
      states: ['a state', { name: 'another', params: { path: 'x' } }],
      request: { path, body: { path: anImage, tags: { animal: regex(/^cat|dog$/, 'cat') } } },
      response: { status: 200, headers: { 'X-Request-Id': like('1') }, body: { result: like('Success') } },
    },
    async ({ url, token, credentials, port }) => [url, token, credentials, port],
  ),
  consumer.prove(
    {
      description: 'matchers around objects',
      operation: 'RunModifyPicture',
      request: {
        path,
        credentials: 'none',
        body: like({ path: 'x', tags: like({ animal: exactly('cat') }) }),
      },
      response: { status: 401, body: like({ error_code: 'APIGW.0301' }) },
    },
    () => 1,
  ),
  consumer.prove(
    {
      description: 'a response without a body',
      operation: 'RunModifyPicture',
      request: { path, body: { path: 'x', tags: {} } },
      response: { status: 400 },
    },
    () => {},
  ),
  consumer.prove(
    {
      description: 'wrong on purpose',
      operation: 'RunModifyPicture',
      request: { invalid: { path, body: { path: 5 } } },
      response: { status: 400, body: { error_code: 'IS.0002' } },
    },
    () => {},
  ),
  consumer.prove(fromExample('RunModifyPicture', 'modified'), async ({ url }) => url),
  consumer.prove(
    fromExample('RunModifyPicture', 'path-missing', { response: { body: { error_code: like('IS.0003') } } }),
    () => {},
  ),
  defineConsumer<things>({ consumer: 'c', spec: 'things.yaml', ...names }).prove(
    {
      description: 'lists, enums, optional parts, a range',
      operation: 'search',
      request: { query: { limit: 10, kinds: ['big'] }, body: { filters: eachLike({ kind: like('big') }) } },
      response: { status: 299, body: { things: eachLike({ id: like(1), kind: 'small' }, { min: 2 }) } },
    },
    () => {},
  ),
  defineConsumer<things>({ consumer: 'c', spec: 'things.yaml', ...names }).prove(
    { description: 'nothing', operation: 'search', request: {}, response: { status: 204 } },
    () => {},
  ),
];

export type Other = iam;
