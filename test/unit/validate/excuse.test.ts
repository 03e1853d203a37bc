import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { compileContract } from '../../../src/contract/compile.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { loadSpec } from '../../../src/spec/load.ts';
import { check } from '../../../src/validate/check.ts';
import { createCoverage } from '../../../src/validate/coverage.ts';

let contract: Contract;
beforeAll(async () => {
  const cwd = fileURLToPath(new URL('../../rules', import.meta.url));
  contract = compileContract(await loadSpec('openapi.yaml', { cwd }));
});

/** A body without the name that a documented clause demands. */
function exchangeOf(status: number, stance: Exchange['stance'] = 'expected'): Exchange {
  const headers = { 'content-type': 'application/json' };
  return {
    stance,
    origin: { source: 'pact' },
    request: { method: 'POST', url: '/v1/items', headers, body: { kind: 'json', value: { secret: 's' } } },
    response: { status, headers: {} },
  };
}

it.each<[string, Exchange, number, number]>([
  ['an expected documented refusal', exchangeOf(422), 0, 1],
  ['an expected success', exchangeOf(201), 1, 0],
  ['an expected failure of the service', exchangeOf(500), 1, 0],
  ['a refusal that happened', exchangeOf(422, 'observed'), 1, 0],
])('%s', (_, exchange, faults, excused) => {
  const result = check(contract, exchange);
  const ofRequest = result.findings.filter(({ at }) => at?.side === 'request');
  expect([ofRequest.length, result.excused?.length ?? 0]).toEqual([faults, excused]);
});

it('what cannot be read of a request to be refused is not missed', () => {
  const exchange = exchangeOf(415);
  const body = { kind: 'unavailable', reason: 'cut off' } as const;
  const result = check(contract, { ...exchange, request: { ...exchange.request, body } });
  expect({ findings: result.findings, unchecked: result.unchecked }).toEqual({ findings: [], unchecked: [] });
});

it('only where both sides are judged', () => {
  expect(check(contract, exchangeOf(422), { sides: ['request'] }).findings).toHaveLength(1);
});

it('what was excused does not violate its clause: the refusal shows that it holds', () => {
  const coverage = createCoverage(contract);
  const exchange = exchangeOf(422);
  coverage.record(exchange, check(contract, exchange));
  const clause = coverage.toReport().clauses.find(({ id }) => id === 'item.name.mandatory');
  expect(clause).toMatchObject({ state: 'proven', by: ['pact'] });
});
