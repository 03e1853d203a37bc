import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileContract } from '../../src/contract/compile.ts';
import type { Exchange, HttpBody, HttpHeaders } from '../../src/exchange/exchange.ts';
import type { Json } from '../../src/finding.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { type CheckResult, check } from '../../src/validate/check.ts';
import { createCoverage } from '../../src/validate/coverage.ts';

const cwd = fileURLToPath(new URL('../..', import.meta.url));
const load = async (path: string) => compileContract(await loadSpec(path, { cwd }));
const contracts = {
  imagesearch: await load('openapi/imagesearch.yaml'),
  shop: await load('test/rules/openapi.yaml'),
};

/** A secret that is in every exchange, in one of the places where secrets are. */
const canary = 'c4n4ry-s3cr3t-0123456789';

const names = fc.constantFrom(
  ...[
    'content-type',
    'x-auth-token',
    'authorization',
    'cookie',
    'x-total',
    'x-trace',
    'x-region',
    '__proto__',
  ],
);
const values = fc.oneof(
  fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/plain', 'text/html', canary),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const headers: fc.Arbitrary<HttpHeaders> = fc
  .array(
    fc.tuple(
      fc.oneof(names, fc.string({ maxLength: 8 })),
      fc.oneof(values, fc.array(values, { maxLength: 3 })),
    ),
    {
      maxLength: 6,
    },
  )
  .map((fields) => ({ 'content-type': 'application/json', ...Object.fromEntries(fields) }));

const keys = fc.constantFrom(
  ...[
    'path',
    'tags',
    'result',
    'error_code',
    'error_msg',
    'name',
    'secret',
    'id',
    'kind',
    'tricks',
    'radius',
    '__proto__',
  ],
);
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, true, 0, -1.5, 1e300, 'Success', canary, ''),
    fc.string({ maxLength: 12 }),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.array(fc.tuple(keys, tie('json')), { maxLength: 6 }).map((members) => Object.fromEntries(members)),
  ),
}));

const body: fc.Arbitrary<HttpBody | undefined> = fc.oneof(
  fc.constant(undefined),
  json.map((value) => ({ kind: 'text', text: JSON.stringify(value) }) as const),
  json.map((value) => ({ kind: 'json', value }) as const),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => ({ kind: 'text', text }) as const),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => ({ kind: 'bytes', bytes }) as const),
  fc.constant({ kind: 'unavailable', reason: 'not kept' } as const),
);

const urls = fc.oneof(
  fc.constantFrom(
    '/v1/p/i/image',
    'https://imagesearch.cn-north-4.myhuaweicloud.com/v1/p/i/image',
    `https://api.example/v1/items?limit=5&token=${canary}`,
    'https://api.example/v1/items/7?fields=a',
    'https://api.example/v1/pets',
    'https://api.example/v1/orders',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.webUrl({ withQueryParameters: true }),
);

const exchanges: fc.Arbitrary<Exchange> = fc.record(
  {
    stance: fc.constantFrom('observed', 'expected'),
    origin: fc.record({ source: fc.constantFrom('probe', 'mock', 'traffic', 'pact', 'test') }),
    request: fc
      .tuple(
        fc.oneof(fc.constantFrom('PUT', 'GET', 'POST', 'HEAD'), fc.string({ maxLength: 6 })),
        urls,
        headers,
        body,
      )
      .map(([method, url, headers, body]) => ({ method, url, headers, ...(body && { body }) })),
    response: fc
      .tuple(
        fc.oneof(fc.constantFrom(200, 201, 204, 304, 400, 401), fc.integer({ min: 100, max: 599 })),
        headers,
        body,
      )
      .map(([status, headers, body]) => ({ status, headers, ...(body && { body }) })),
  },
  { requiredKeys: ['stance', 'origin', 'request'] },
);

/** Writing to a frozen object throws, as modules are strict. */
function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}

/** Nested data only: views hold functions of no interest. */
const said = ({ findings, unchecked }: CheckResult) => ({ findings, unchecked });

describe.each(Object.entries(contracts))('any exchange against %s', (_, contract) => {
  it('is judged without a throw or a crash, without a change, and always the same', () => {
    const coverage = createCoverage(contract);
    fc.assert(
      fc.property(exchanges, (exchange) => {
        const before = structuredClone(exchange);
        const result = check(contract, freeze(exchange));
        expect(exchange).toEqual(before);
        expect(said(check(contract, before))).toEqual(said(result));
        expect(result.unchecked.filter(({ reason }) => /crashed|could not be decoded/.test(reason))).toEqual(
          [],
        );
        coverage.record(exchange, result);
      }),
      { numRuns: 1500 },
    );
  });

  it('what is found names its place, and no secret of the exchange', () => {
    fc.assert(
      fc.property(exchanges, (exchange) => {
        const secret: Exchange = {
          ...exchange,
          request: { ...exchange.request, headers: { ...exchange.request.headers, 'x-auth-token': canary } },
        };
        const { findings, unchecked } = check(contract, secret);
        for (const { spec, at, fingerprint, message } of findings) {
          expect(spec?.line).toBeGreaterThan(0);
          expect(at?.pointer).toMatch(/^\//);
          expect(fingerprint).toMatch(/^[0-9a-f]{12}$/);
          expect(message.length).toBeLessThan(2000);
        }
        expect(JSON.stringify({ findings, unchecked })).not.toContain(canary);
      }),
      { numRuns: 1500 },
    );
  });
});
