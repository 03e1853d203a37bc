import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Json } from '../../../src/finding.ts';
import { createReliance, type RelianceRow } from '../../../src/pact/reliance/reliance.ts';
import { renderReliance } from '../../../src/report/text-reliance.ts';
import { check } from '../../../src/validate/check.ts';
import { toContract } from '../contract/to-contract.ts';

const contract = toContract(`
servers: [{ url: /api, x-clause: { id: base, text: The base., source: p, strength: documented } }]
paths:
  /trees/{id}:
    get:
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: depth, in: query, schema: { type: integer } }
      responses:
        '200':
          description: Found
          headers: { ETag: { schema: { type: string } } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Tree' } } }
        '404':
          description: Not found
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Error' }
              examples: { none: { value: { code: TREE_UNKNOWN } } }
    delete:
      security: [{ key: [] }, { key: [], second: [] }]
      responses: { '204': { description: Gone } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    second: { type: apiKey, in: header, name: X-Second, x-clause: { id: second, text: Two., source: p, strength: documented } }
  schemas:
    Tree:
      type: object
      required: [name, children]
      properties:
        name: { type: string, x-clause: { id: name, text: The name., source: p, strength: documented } }
        secret: false
        children: { type: array, items: { $ref: '#/components/schemas/Tree' } }
        labels: { type: object, additionalProperties: { type: string } }
      x-clause:
        - { id: name.mandatory, on: /required/0, text: Always., source: p, strength: documented }
        - { id: secret.absent, on: /properties/secret, text: Never., source: p, strength: documented }
        - { id: children.mandatory, on: /required/1, text: Always., source: p, strength: documented }
    Error:
      type: object
      properties: { code: { enum: [TREE_UNKNOWN, TREE_HIDDEN], x-outcome: true } }
externalDocs: { url: https://docs.example, x-clause: { id: note, text: A word., source: p, strength: documented } }
`);

const expectation = (request: Partial<Exchange['request']>, status: number, body?: Json): Exchange => ({
  stance: 'expected',
  origin: { source: 'pact' },
  request: { method: 'GET', url: '/api/trees/1', headers: {}, ...request },
  response: {
    status,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: { kind: 'json', value: body } }),
  },
});

const log = createReliance(contract);
const record = (consumer: string, exchange: Exchange) =>
  log.record(consumer, exchange, check(contract, exchange));
record('web', expectation({ url: '/api/trees/1?depth=2' }, 200, { name: 'Oak', labels: { kind: 'old' } }));
record('web', expectation({}, 404, { code: 'TREE_UNKNOWN' }));
record('app', expectation({}, 200, { name: 'Oak', children: [{ name: 'Sapling' }] }));
record('idle', expectation({ url: '/elsewhere' }, 200));
const { consumers, rows } = log.toReport();

const listed = (kind: RelianceRow['kind']) =>
  rows.filter((row) => row.kind === kind).map((row) => `${row.name}: ${row.consumers.join(' ') || '-'}`);

describe('what consumers rely on', () => {
  it('names the consumers, those that use nothing too', () => {
    expect(consumers).toEqual(['app', 'idle', 'web']);
  });

  it('lists every operation', () => {
    expect(listed('operation')).toEqual(['GET /trees/{id}: app web', 'DELETE /trees/{id}: -']);
  });

  it('lists every status', () => {
    expect(listed('status')).toEqual(['200: app web', '404: web', '204: -']);
  });

  it('lists every field of requests and responses, those of a schema that contains itself once', () => {
    expect(listed('field')).toEqual([
      'request path id: app web',
      'request query depth: web',
      'response 200 header etag: -',
      'response 200 body /name: app web',
      'response 200 body /children: app',
      'response 200 body /children/*: app',
      'response 200 body /labels: web',
      'response 200 body /labels/*: web',
      'response 404 body /code: web',
    ]);
  });

  it('lists every error code', () => {
    expect(listed('error code')).toEqual(['404 TREE_UNKNOWN: web', '404 TREE_HIDDEN: -']);
  });

  it('gives a clause to those who rely on what it stands at, and to all where that is nothing in particular', () => {
    expect(listed('clause')).toEqual([
      'base: app web',
      'children.mandatory: app',
      'name: app web',
      'name.mandatory: app web',
      'note: app idle web',
      'second: -',
      'secret.absent: app web',
    ]);
  });

  it('says where the document speaks of it', () => {
    const name = rows.find((row) => row.name === 'response 200 body /name');
    expect(name?.spec.pointer).toBe('/components/schemas/Tree/properties/name');
  });

  it('reads as text, without what an unused status brings with it', () => {
    expect(
      renderReliance({ consumers, rows }, { width: 80, paint: (_, text) => text }).join('\n'),
    ).toMatchSnapshot();
  });
});
