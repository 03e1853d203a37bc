import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toContract } from '../unit/contract/to-contract.ts';

const contract = toContract(`
servers: [{url: 'https://{host}.example/v1', variables: {host: {default: a}}}, {url: /}]
paths:
  /a: {get: {responses: {}}}
  /a/{b}: {get: {responses: {}}}
  /a/{b}/c: {get: {responses: {}}}
  /a/{b}.{c}/{d}-{e}: {get: {responses: {}}}
`);

const kinds = ['operation', 'method-unknown', 'path-unknown', 'server-unknown'];

it('match never throws, whatever the method and the URL are', () => {
  const piece = fc.constantFrom(
    '/',
    '//',
    'a',
    'c',
    '%',
    '%2F',
    '%E5%9',
    '.',
    '-',
    '?',
    '#',
    '://',
    'https://a.example',
    ':443',
    '@',
    '{b}',
    '\0',
    '\ud800',
    'é',
  );
  const url = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(fc.oneof(fc.constant('GET'), fc.string()), url, (method, text) => {
      expect(kinds).toContain(contract.match(method, text).kind);
    }),
    { numRuns: 5000 },
  );
});

it('finds the operation of any filled path, and gives back what was filled in', () => {
  const value = fc.string({ minLength: 1 }).map(encodeURIComponent);
  fc.assert(
    fc.property(
      value,
      fc.constantFrom('', 'https://x.example/v1', 'HTTPS://B.EXAMPLE:443/v1'),
      (text, base) => {
        const match = contract.match('GET', `${base}/a/${text}/c?q=/x`);
        expect(match).toMatchObject({
          kind: 'operation',
          operation: { path: '/a/{b}/c' },
          pathValues: { b: text },
        });
      },
    ),
  );
});
