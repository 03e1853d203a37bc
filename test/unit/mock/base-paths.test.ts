import { expect, it } from 'vitest';
import { basePaths } from '../../../src/mock/base-paths.ts';
import { toContract } from '../contract/to-contract.ts';

const pathsOf = (servers: string) => basePaths(toContract(`servers: ${servers}\npaths: {}`).document);

it.each<[string, string[]]>([
  ['[]', ['/']],
  ['[{ url: / }]', ['/']],
  ['[{ url: https://api.example.com }]', ['/']],
  ['[{ url: https://api.example.com/v1/ }, { url: /v2 }, { url: https://other/v1 }]', ['/', '/v1', '/v2']],
  [
    '[{ url: "https://{host}/{base}", variables: { host: { default: a.b }, base: { default: v3 } } }]',
    ['/', '/v3'],
  ],
  ['[{ url: "{base}/x", variables: { base: { default: "http://h/y" } } }]', ['/', '/y/x']],
])('%s', (servers, expected) => {
  expect(pathsOf(servers)).toEqual(expected);
});
