import { expect, it } from 'vitest';
import { findProducers } from '../../../../src/conformance/plan/data-flow.ts';
import { compileContract } from '../../../../src/contract/compile.ts';
import { loadSpec } from '../../../../src/spec/load.ts';

const shop = compileContract(await loadSpec('test/documents/shop.yaml', { cwd: process.cwd() }));

function producersOf(operationId: string): string[] {
  const operation = shop.operations.find((one) => one.operationId === operationId);
  if (!operation) throw new Error(`no ${operationId}`);
  return findProducers(shop, operation).map(
    ({ strength, from, status, source, to }) =>
      `${strength}: ${from} ${status ?? 'request'} ${source} → ${to}`,
  );
}

it('finds what gives an id: links first, then what paths and names tell', () => {
  expect(producersOf('getProduct')).toEqual([
    'link: POST /products 201 /response/body/id → /path/productId',
    'path: GET /products 200 /response/body/items/0/id → /path/productId',
    'path: POST /products 201 /response/header/location → /path/productId',
    'path: PUT /products/{productId} request /request/path/productId → /path/productId',
    'path: POST /products/{productId}/reviews request /request/path/productId → /path/productId',
    'name: PUT /products/{productId} 200 /response/body/id → /path/productId',
  ]);
});

it('takes the things around one from the request that made it', () => {
  expect(
    producersOf('getReview').filter((one) => one.includes('POST /products/{productId}/reviews')),
  ).toEqual([
    'path: POST /products/{productId}/reviews request /request/path/productId → /path/productId',
    'path: POST /products/{productId}/reviews 201 /response/body/id → /path/reviewId',
  ]);
});

it('finds nothing for an operation that needs nothing', () => {
  expect(producersOf('listProducts')).toEqual([]);
});
