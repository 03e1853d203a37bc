import { describe, expect, it } from 'vitest';
import { toContentDigest } from '../../../../src/pact/offline/content-digest.ts';
import { contentPairs } from './contents.ts';

const digestOf = (text: string) =>
  toContentDigest(`{"consumer":{"name":"web"},"provider":{"name":"api"},${text}}`);

describe('of two pacts', () => {
  it.each(contentPairs)('$name: same content $isSame', ({ isSame, texts: [one, other] }) => {
    expect(digestOf(one) === digestOf(other)).toBe(isSame);
  });
});

it('is a digest with the name of its algorithm', () => {
  expect(digestOf('"interactions":[]')).toMatch(/^sha256:[0-9a-f]{64}$/);
});

it('of a text that is no pact is a digest too', () => {
  expect(toContentDigest('[]')).not.toBe(toContentDigest('{}'));
});
