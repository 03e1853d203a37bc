import { describe, expect, it } from 'vitest';
import type { Exchange, HttpRequest, HttpResponse, Origin } from '../../../src/exchange/exchange.ts';
import { check } from '../../../src/validate/check.ts';
import { createCoverage, type ReportCoverage } from '../../../src/validate/coverage.ts';
import { toContract } from '../contract/to-contract.ts';

/** A clause in YAML's flow style; its id is all that counts here. */
const clause = (id: string, on = '', strength = 'documented') =>
  `{ id: ${id}, text: ${id}, source: page, strength: ${strength}${on === '' ? '' : `, on: ${on}`} }`;

const contract = toContract(`
servers:
  - url: https://{region}.api.example/v1
    variables: { region: { default: eu, enum: [eu, us], x-clause: ${clause('server.region')} } }
    x-clause: ${clause('server.url', '/url')}
paths:
  /things/{id}:
    x-clause: ${clause('uri')}
    put:
      x-clause:
        - ${clause('function')}
        - ${clause('mandatory-credential', '/security')}
        - ${clause('token-accepted', '/security/0')}
        - ${clause('statuses', '/responses')}
        - ${clause('prose', '/description')}
      description: Prose
      security: [{ token: [] }, { key: [] }]
      parameters:
        - name: id
          in: path
          required: true
          schema: { type: string }
          x-clause: [${clause('id')}, ${clause('id.type', '/schema/type')}, ${clause('id.mandatory', '/required')}]
        - name: size
          in: query
          schema: { $ref: '#/components/schemas/Size', x-clause: ${clause('size')} }
      requestBody:
        required: true
        x-clause: [${clause('body.mandatory', '/required')}, ${clause('body.type', '/content')}]
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Thing' }
            examples: { normal: { value: { name: a }, x-clause: ${clause('scenario.sent')} } }
      responses:
        '200':
          description: Written
          x-clause: [${clause('ok')}, ${clause('ok.type', '/content')}]
          headers:
            X-Total: { required: true, schema: { type: integer }, x-clause: [${clause('total')}, ${clause('total.mandatory', '/required')}] }
            X-Note: { schema: { type: string }, x-clause: ${clause('note')} }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Thing' }
              examples: { normal: { value: { name: a }, x-clause: ${clause('scenario.answered')} } }
        4XX:
          x-clause: ${clause('4XX')}
          $ref: '#/components/responses/Refused'
components:
  securitySchemes:
    token: { type: apiKey, in: header, name: X-Auth-Token, x-clause: [${clause('token')}, ${clause('token.name', '/name')}] }
    key: { type: apiKey, in: query, name: api_key, x-clause: ${clause('key')} }
  responses:
    Refused:
      description: Refused
      content:
        application/json:
          schema:
            required: [code]
            x-clause: ${clause('code.mandatory', '/required/0')}
            properties:
              code: { type: string, x-clause: ${clause('code')} }
              name: { not: {}, x-clause: ${clause('name.absent')} }
              old: false
  schemas:
    Size: { type: integer, minimum: 1, x-clause: [${clause('size.schema')}, ${clause('size.minimum', '/minimum')}] }
    Thing:
      type: object
      required: [name]
      x-clause: [${clause('thing')}, ${clause('name.mandatory', '/required/0')}, ${clause('thing.type', '/type')}]
      properties:
        name: { type: string, x-clause: [${clause('name')}, ${clause('name.type', '/type')}] }
        mode: { enum: [on, off], x-clause: [${clause('mode.on', '/enum/0')}, ${clause('mode.off', '/enum/1')}] }
        parts:
          type: array
          maxItems: 3
          x-clause: ${clause('parts.max', '/maxItems')}
          items: { $ref: '#/components/schemas/Part' }
        tags: { type: object, additionalProperties: { type: string, x-clause: ${clause('tag')} } }
        guess: { x-clause: ${clause('guess', '', 'assumed')}, type: integer }
    Part:
      oneOf:
        - type: object
          required: [bolt]
          x-clause: ${clause('part.bolt')}
          properties: { bolt: { type: integer } }
        - type: object
          required: [inner]
          x-clause: ${clause('part.inner')}
          properties: { inner: { $ref: '#/components/schemas/Part' } }
`);

type Parts = {
  readonly url?: string;
  readonly sent?: unknown;
  readonly headers?: HttpRequest['headers'];
  readonly status?: number;
  readonly received?: unknown;
  readonly answered?: HttpResponse['headers'];
  readonly source?: Origin['source'];
  readonly stance?: Exchange['stance'];
};

const json = { 'content-type': 'application/json' };
const token = { ...json, 'x-auth-token': 'abc' };

function exchangeOf(parts: Parts): Exchange {
  const body = (value: unknown) => ({ kind: 'text', text: JSON.stringify(value) }) as const;
  return {
    stance: parts.stance ?? 'observed',
    origin: { source: parts.source ?? 'traffic' },
    request: {
      method: 'PUT',
      url: parts.url ?? '/v1/things/1',
      headers: parts.headers ?? token,
      ...(parts.sent !== undefined && { body: body(parts.sent) }),
    },
    response: {
      status: parts.status ?? 200,
      headers: parts.answered ?? { ...json, 'x-total': '1' },
      ...(parts.received !== undefined && { body: body(parts.received) }),
    },
  };
}

function report(...all: readonly Parts[]): ReportCoverage {
  const coverage = createCoverage(contract);
  for (const parts of all) {
    const exchange = exchangeOf(parts);
    coverage.record(exchange, check(contract, exchange));
  }
  return coverage.toReport();
}

/** The ids in a state, sorted. */
function ids({ clauses }: ReportCoverage, state: string): string[] {
  return clauses.filter((row) => row.state === state).map(({ id }) => id);
}

const good: Parts = { sent: { name: 'a' }, received: { name: 'a' } };
const refused: Parts = { ...good, status: 400, received: { code: 'E' }, answered: json };

/** What the plain good exchange proves; the cases name what they prove on top. */
const byGood = ids(report(good), 'proven');
const more = (...all: readonly Parts[]) =>
  ids(report(good, ...all), 'proven').filter((id) => !byGood.includes(id));

describe('what an accepted exchange proves', () => {
  it('its operation, what the request carried, and all that the response shows', () => {
    expect(byGood).toEqual(
      [
        ...['uri', 'function', 'id', 'id.type', 'token', 'token.name', 'token-accepted', 'body.type'],
        ...['ok', 'ok.type', 'statuses', 'total', 'total.mandatory'],
        // By the response: the same words about a request are for a refusal to show.
        ...['thing', 'name', 'name.mandatory', 'name.type', 'thing.type'],
      ].sort(),
    );
  });

  it.each<[string, Parts, string[]]>([
    [
      'the server and its variable',
      { ...good, url: 'https://us.api.example/v1/things/1' },
      ['server.region', 'server.url'],
    ],
    ['a parameter, through its reference', { ...good, url: '/v1/things/1?size=3' }, ['size', 'size.schema']],
    ['another credential', { ...good, headers: json, url: '/v1/things/1?api_key=k' }, ['key']],
    ['an optional header', { ...good, answered: { ...json, 'x-total': '1', 'x-note': 'n' } }, ['note']],
    ['one of the listed values', { ...good, received: { name: 'a', mode: 'on' } }, ['mode.on']],
    ['a value that a request carried', { ...good, sent: { name: 'a', tags: { x: 'y' } } }, ['tag']],
    ['no keyword by a request', { ...good, sent: { name: 'a', mode: 'on', parts: [] } }, []],
    ['an array', { ...good, received: { name: 'a', parts: [] } }, ['parts.max']],
    [
      'the alternatives that hold, through circular references',
      { ...good, received: { name: 'a', parts: [{ inner: { inner: { bolt: 1 } } }] } },
      ['part.bolt', 'part.inner', 'parts.max'],
    ],
    ['what is assumed', { ...good, received: { name: 'a', guess: 1 } }, ['guess']],
  ])('%s', (_, parts, expected) => {
    expect(more(parts)).toEqual(expected);
  });

  it('two credentials at once prove neither', () => {
    expect(ids(report({ ...good, url: '/v1/things/1?api_key=k' }), 'proven')).not.toContain('token');
  });

  it('with a body that was not kept, nothing about the body', () => {
    const exchange = exchangeOf(good);
    const body = { kind: 'unavailable', reason: 'not kept' } as const;
    const unseen = { ...exchange, response: { status: 200, headers: { ...json, 'x-total': '1' }, body } };
    const coverage = createCoverage(contract);
    coverage.record(unseen, check(contract, unseen));
    const proven = ids(coverage.toReport(), 'proven');
    expect(proven).toContain('ok');
    expect(proven).not.toContain('ok.type');
    expect(proven).not.toContain('name.mandatory');
  });

  it('an expectation shows nothing of what must be there or must be absent', () => {
    const expected = report(
      { ...good, stance: 'expected', source: 'pact' },
      { ...refused, stance: 'expected', source: 'pact' },
    );
    const proven = ids(expected, 'proven');
    expect(proven).toContain('name.type');
    expect(proven).not.toContain('name.mandatory');
    expect(proven).not.toContain('name.absent');
    expect(expected.clauses.find(({ id }) => id === 'name')?.by).toEqual(['pact']);
  });
});

describe('what a refusal proves', () => {
  it('its own response, with what is not included in it, and nothing about the request', () => {
    expect(ids(report(refused), 'proven')).toEqual(
      ['4XX', 'code', 'code.mandatory', 'name.absent', 'statuses'].sort(),
    );
  });

  it('the only statement that the request broke, though a finding cites it', () => {
    const { clauses } = report({ ...refused, sent: { mode: 'on' } });
    expect(clauses.find(({ id }) => id === 'name.mandatory')).toEqual({
      id: 'name.mandatory',
      strength: 'documented',
      state: 'violated',
      by: ['traffic'],
    });
  });

  it('nothing where several statements were broken', () => {
    const { clauses } = report({ ...refused, sent: { guess: 'x' } });
    const by = clauses.filter(({ id }) => id === 'name.mandatory' || id === 'guess').map((row) => row.by);
    expect(by).toEqual([[], []]);
  });
});

describe('what is wrong', () => {
  it('is violated, and the response proves nothing', () => {
    const broken = report({ ...good, received: { name: 5 } });
    expect(ids(broken, 'violated')).toEqual(['name.type']);
    expect(ids(broken, 'proven')).toEqual([]);
  });

  it('stays violated whatever is proven besides', () => {
    expect(ids(report({ ...good, received: { name: 5 } }, good), 'violated')).toEqual(['name.type']);
  });

  it('an accepted request that broke the document proves nothing about requests', () => {
    const proven = ids(report({ ...good, headers: json }), 'proven');
    expect(proven).not.toContain('function');
    expect(proven).toContain('ok');
  });
});

describe('statements by hand', () => {
  const place = (pointer: string) => ({ uri: contract.document.uri, pointer });
  const state = (act: (coverage: ReturnType<typeof createCoverage>) => void) => {
    const coverage = createCoverage(contract);
    act(coverage);
    return ids(coverage.toReport(), 'proven');
  };

  it.each<[string, Parameters<ReturnType<typeof createCoverage>['prove']>[0], string[]]>([
    ['a clause id', 'scenario.answered', ['scenario.answered']],
    ['an unknown id', 'no-such-clause', []],
    ['the exact place', place('/components/schemas/Size/minimum'), ['size.minimum']],
    ['an item of a list', place('/components/schemas/Thing/required/0'), ['name.mandatory']],
    ['a keyword of a schema with a clause', place('/components/schemas/Part/oneOf/0/type'), ['part.bolt']],
    [
      'a place that only something far around has a clause for',
      place('/paths/~1things~1{id}/put/tags/0/x'),
      [],
    ],
  ])('%s', (_, statement, expected) => {
    expect(state((coverage) => coverage.prove(statement, 'probe'))).toEqual(expected);
  });

  it('violations and reasons', () => {
    const coverage = createCoverage(contract);
    coverage.violate('name');
    coverage.violate('no-such-clause');
    coverage.note('prose', 'a person must read it');
    coverage.note('name', 'never shown, as it is violated');
    const rows = coverage.toReport().clauses.filter(({ id }) => id === 'name' || id === 'prose');
    expect(rows).toEqual([
      { id: 'name', strength: 'documented', state: 'violated', by: [] },
      { id: 'prose', strength: 'documented', state: 'unexercised', by: [], reason: 'a person must read it' },
    ]);
  });
});

describe('the report', () => {
  it('tells by which kind of exchange an unexercised clause could be reached', () => {
    const { clauses } = report();
    const reasons = Object.fromEntries(clauses.map(({ id, reason }) => [id, reason]));
    expect(reasons).toMatchObject({
      ok: 'no exchange showed it',
      name: 'no exchange showed it',
      'body.mandatory': 'no request that broke it was refused',
      'mandatory-credential': 'no request that broke it was refused',
      'size.minimum': 'no request that broke it was refused',
      'scenario.answered': 'no scenario showed it',
      prose: 'no exchange shows it by itself',
    });
  });

  it('counts exchanges and statuses, documented and not, in order', () => {
    const unknown: Parts = { ...good, url: '/v1/nothing' };
    expect(report(good, good, refused, { ...good, status: 503 }, unknown).operations).toEqual([
      {
        operation: 'PUT /things/{id}',
        exchanges: 4,
        statuses: [
          { status: '200', exchanges: 2 },
          { status: '4XX', exchanges: 1 },
          { status: '503', exchanges: 1 },
        ],
      },
    ]);
  });

  it('joins the reports of several runs into what one run would have seen', () => {
    const parts: Parts[] = [
      good,
      { ...refused, source: 'probe' },
      { ...good, received: { name: 5 }, source: 'mock' },
    ];
    const joined = createCoverage(contract);
    for (const part of parts) joined.merge(report(part));
    expect(joined.toReport()).toEqual(report(...parts));
  });

  it('is sorted by clause', () => {
    const all = report(good).clauses.map(({ id }) => id);
    expect(all).toEqual(all.toSorted());
  });
});

it('does not write to the exchange, the result or the contract', () => {
  const exchange = exchangeOf(good);
  const before = structuredClone(exchange);
  createCoverage(contract).record(Object.freeze(exchange), Object.freeze(check(contract, exchange)));
  expect(exchange).toEqual(before);
});
