import { expect, it } from 'vitest';
import type { HttpInteraction } from '../../../../src/pact/file/pact-file.ts';
import { readPact } from '../../../../src/pact/file/read-pact.ts';
import type { Injection } from '../../../../src/pact/verify/credentials.ts';
import { inject } from '../../../../src/pact/verify/inject.ts';

function interactionOf(request: object): HttpInteraction {
  const pact = {
    consumer: { name: 'shop' },
    provider: { name: 'Orders' },
    interactions: [
      { description: 'one', request: { method: 'GET', path: '/', ...request }, response: { status: 200 } },
    ],
    metadata: { pactSpecification: { version: '3.0.0' } },
  };
  const [interaction] = readPact(JSON.stringify(pact), 'shop.json').interactions;
  if (interaction?.kind !== 'http') throw new Error('no interaction of HTTP');
  return interaction;
}

function send(
  request: { readonly headers?: Record<string, string>; readonly query?: Record<string, string[]> },
  sent: { readonly url?: string; readonly fields?: readonly (readonly [string, string])[] },
  live: Injection['live'],
) {
  const { url, fields } = inject(
    { method: 'GET', url: '/', fields: [], bytes: new Uint8Array(), ...sent },
    interactionOf(request),
    { live, fields: [] },
  );
  return { url, fields };
}

it('replaces a key in the query, and no other pair', () => {
  const live = [{ in: 'query', name: 'api key', value: 'li&ve' }] as const;
  const query = { 'api key': ['<api key>'], a: ['<api key>'] };
  expect(send({ query }, { url: '/?api+key=%3Capi%20key%3E&a=%3Capi+key%3E' }, live).url).toBe(
    '/?api%20key=li%26ve&a=%3Capi+key%3E',
  );
  expect(send({}, { url: '/?other=1' }, live).url).toBe('/?other=1');
});

it('replaces one cookie of several', () => {
  const live = [{ in: 'cookie', name: 'session', value: 'live' }] as const;
  const cookie = 'a=1; session=<session>; b=2';
  expect(send({ headers: { Cookie: cookie } }, { fields: [['cookie', cookie]] }, live).fields).toEqual([
    ['cookie', 'a=1; session=live; b=2'],
  ]);
  expect(send({ headers: { Cookie: 'a=1' } }, { fields: [['cookie', 'a=1']] }, live).fields).toEqual([
    ['cookie', 'a=1'],
  ]);
});

it('leaves what a provider state has put there', () => {
  const live = [{ in: 'header', name: 'X-Auth-Token', value: 'live' }] as const;
  const headers = { 'X-Auth-Token': '<X-Auth-Token>' };
  expect(send({ headers }, { fields: [['x-auth-token', 'of the state']] }, live).fields).toEqual([
    ['x-auth-token', 'of the state'],
  ]);
});

it('tells schemes of the Authorization field apart by their first word', () => {
  const live = [
    { in: 'header', name: 'Authorization', value: 'Basic live' },
    { in: 'header', name: 'Authorization', value: 'Bearer live' },
  ] as const;
  for (const scheme of ['Basic', 'Bearer']) {
    const own = `${scheme} <token>`;
    expect(
      send({ headers: { Authorization: own } }, { fields: [['authorization', own]] }, live).fields,
    ).toEqual([['Authorization', `${scheme} live`]]);
  }
});
