// Each line after a mark is refused by the compiler, for the reason of the mark. Nothing else is.
import { defineConsumer, eachLike, fromExample, like, regex } from '../../../../../src/pact/pact.ts';
import type { operations as things } from './things.ts';

const consumer = defineConsumer({ consumer: 'c', provider: 'p', dir: 'd' });
const other = defineConsumer<things>({ consumer: 'c', provider: 'p', dir: 'd', spec: 's' });
const path = { project_id: 'p1', instance_name: 'i' };
const body = { path: 'x', tags: {} };
const request = { path, body };
const modify = { description: 'd', operation: 'RunModifyPicture', request } as const;
const answered = { ...modify, response: { status: 200 } } as const;
const search = { description: 'd', operation: 'search' } as const;
const call = () => {};

export const proofs = [
  // @wrong an operation that is not there
  consumer.prove({ ...answered, operation: 'RunDeletePicture' }, call),
  // @wrong no description
  consumer.prove({ operation: 'RunModifyPicture', request, response: { status: 200 } }, call),
  // @wrong a field of the body is missing
  consumer.prove({ ...answered, request: { path, body: { path: 'x' } } }, call),
  // @wrong no body
  consumer.prove({ ...answered, request: { path } }, call),
  // @wrong an undocumented field of the body
  consumer.prove({ ...answered, request: { path, body: { path: 'x', tags: {}, tag: {} } } }, call),
  // @wrong an undocumented field below a matcher
  consumer.prove({ ...answered, request: { path, body: like({ path: 'x', tags: {}, tag: {} }) } }, call),
  // @wrong a type
  consumer.prove({ ...answered, request: { path, body: { path: 5, tags: {} } } }, call),
  // @wrong a type in a matcher
  consumer.prove({ ...answered, request: { path, body: { path: like(5), tags: {} } } }, call),
  // @wrong a type deep below
  consumer.prove({ ...answered, request: { path, body: { path: 'x', tags: { a: like(true) } } } }, call),
  // @wrong a path parameter is missing
  consumer.prove({ ...answered, request: { path: { project_id: 'p1' }, body } }, call),
  // @wrong an undocumented path parameter
  consumer.prove({ ...answered, request: { path: { ...path, region: 'x' }, body } }, call),
  // @wrong a query where there is none
  consumer.prove({ ...answered, request: { path, body, query: { limit: 1 } } }, call),
  // @wrong an undocumented status
  consumer.prove({ ...modify, response: { status: 201 } }, call),
  // @wrong a field that the status does not have
  consumer.prove({ ...modify, response: { status: 200, body: { error_code: 'IS.0001' } } }, call),
  // @wrong a field that the status does not have, below a matcher
  consumer.prove({ ...modify, response: { status: 200, body: like({ message: 'x' }) } }, call),
  // @wrong a field that no status has
  consumer.prove({ ...modify, response: { status: 400, body: { code: 'x' } } }, call),
  // @wrong a type in a response
  consumer.prove({ ...modify, response: { status: 400, body: { error_code: like(3) } } }, call),
  // @wrong a regex where an object stands
  consumer.prove({ ...answered, request: { path, body: { path: 'x', tags: regex('x', 'x') } } }, call),
  // @wrong an unknown credential
  consumer.prove({ ...answered, request: { ...request, credentials: 'old' } }, call),
  // @wrong an invalid request beside a valid one
  consumer.prove({ ...answered, request: { ...request, invalid: {} } }, call),
  // @wrong an operation without such an example
  consumer.prove(fromExample('RunDeletePicture', 'modified'), call),
  // @wrong an example of another document
  other.prove(fromExample('RunModifyPicture', 'modified'), call),
  // @wrong a value that an enum lacks
  other.prove({ ...search, request: { query: { kinds: ['huge'] } }, response: { status: 200 } }, call),
  // @wrong a value that an enum lacks, in a matcher
  other.prove(
    { ...search, request: {}, response: { status: 200, body: { things: [{ kind: like('huge') }] } } },
    call,
  ),
  // @wrong a list of other items
  other.prove({ ...search, request: {}, response: { status: 200, body: { things: eachLike('x') } } }, call),
  // @wrong an undocumented field in a list
  other.prove(
    { ...search, request: {}, response: { status: 200, body: { things: eachLike({ name: 'x' }) } } },
    call,
  ),
];
