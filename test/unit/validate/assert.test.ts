import { expect, it } from 'vitest';
import { KitError } from '../../../src/errors.ts';
import type { Exchange, HttpResponse } from '../../../src/exchange/exchange.ts';
import { assertExchange, type ExchangeError } from '../../../src/validate/assert.ts';
import { toContract } from '../contract/to-contract.ts';

const contract = toContract(`
servers: [{ url: https://api.example }]
paths:
  /things:
    get:
      responses:
        '200':
          description: Found
          content:
            application/json:
              schema:
                type: object
                required: [id]
                properties:
                  id: { type: integer }
                  size: { type: integer, x-clause: { id: size, text: Size., source: p, strength: assumed } }
`);

const answer = (text: string): HttpResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: { kind: 'text', text },
});

const exchange = (response?: HttpResponse, url = 'https://api.example/things'): Exchange => ({
  stance: 'observed',
  origin: { source: 'test' },
  request: { method: 'GET', url, headers: {} },
  ...(response && { response }),
});

/** What is thrown for an exchange. */
function thrown(
  exchange: Exchange,
): { code: string; message: string; rules: string[]; reasons: string[] } | undefined {
  try {
    assertExchange(contract, exchange);
    return undefined;
  } catch (error) {
    if (!(error instanceof KitError)) throw error;
    // What assertExchange throws carries both lists.
    const { code, message, findings, unchecked } = error as ExchangeError;
    return {
      code,
      message,
      rules: findings.map(({ rule }) => rule),
      reasons: unchecked.map(({ reason }) => reason),
    };
  }
}

it('lets a right exchange pass, and one with warnings only', () => {
  expect(thrown(exchange(answer('{"id":1}')))).toBeUndefined();
  expect(thrown(exchange(answer('{"id":1,"size":"big"}')))).toBeUndefined();
});

it('throws the findings of a broken exchange, with their places', () => {
  expect(thrown(exchange(answer('{"size":"big"}')))).toEqual({
    code: 'contract-broken',
    message:
      'the exchange breaks the contract\n  response-body-schema: response body: received no property id, documented as required (api.yaml:15)',
    rules: ['response-body-schema', 'response-body-schema'],
    reasons: [],
  });
});

it.each([
  [exchange(), 'there is no response: the call was aborted or lost', 1],
  [exchange(answer('{}'), 'https://cdn.example/x'), 'the URL belongs to no server of the document', 0],
])('never lets pass what could not be checked', (unseen, reason, count) => {
  expect(thrown(unseen)).toEqual({
    code: 'exchange-unchecked',
    message: `the exchange could not be checked\n  ${reason}`,
    rules: [],
    reasons: count === 1 ? [reason] : [],
  });
});
