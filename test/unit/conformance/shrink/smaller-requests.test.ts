import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseRequest } from '../../../../src/conformance/plan/case.ts';
import { sizeOf, smallerRequests } from '../../../../src/conformance/shrink/smaller-requests.ts';
import { smallerValues } from '../../../../src/conformance/shrink/smaller-values.ts';

const request: CaseRequest = {
  method: 'PUT',
  url: '/v1/images?limit=5&tag=a',
  headers: [
    ['Accept', '*/*'],
    ['Content-Type', 'application/json'],
  ],
  body: { kind: 'text', text: '{ "path": "a.jpg", "tags": { "animal": "dog" } }' },
  credentials: 'valid',
};

describe('smallerRequests', () => {
  it('takes away fields, the query, the body, and what is in the body', () => {
    const { body: _, ...bare } = request;
    const withBody = (value: unknown): CaseRequest => ({
      ...request,
      body: { kind: 'text', text: JSON.stringify(value) },
    });
    expect([...smallerRequests(request)]).toEqual([
      { ...request, headers: [['Content-Type', 'application/json']] },
      { ...request, url: '/v1/images' },
      { ...request, url: '/v1/images?tag=a' },
      { ...request, url: '/v1/images?limit=5' },
      { ...bare, headers: [['Accept', '*/*']] },
      withBody({ path: 'a.jpg', tags: { animal: 'dog' } }),
      withBody({}),
      withBody({ path: 'a.jpg' }),
      withBody({ tags: { animal: 'dog' } }),
      withBody({ path: 'a.jpg', tags: {} }),
    ]);
  });

  it('halves long texts, keeps short ones and what is deleted', () => {
    const long = 'x'.repeat(100);
    const urls = (method: string): string[] =>
      [...smallerRequests({ ...request, method, url: `/a/${long}`, headers: [] })].map(({ url }) => url);
    expect(urls('GET')).toContain(`/a/${'x'.repeat(50)}`);
    expect(new Set(urls('DELETE'))).toEqual(new Set([`/a/${long}`]));
  });

  it('does the same for bodies that are no JSON', () => {
    const text = '{"path": "a.jpg", "tags": {';
    const bodies = [...smallerRequests({ ...request, headers: [], body: { kind: 'text', text } })];
    expect(bodies.flatMap(({ body }) => (body?.kind === 'text' ? body.text : []))).toContain(
      '{"path": "a.jp',
    );
    const bytes = { kind: 'bytes', base64: Buffer.alloc(40, 0xff).toString('base64') } as const;
    const halves = [...smallerRequests({ ...request, headers: [], body: bytes })].map(({ body }) => body);
    expect(halves).toContainEqual({ kind: 'bytes', base64: Buffer.alloc(20, 0xff).toString('base64') });
  });

  it('counts what there is to read', () => {
    expect(sizeOf({ ...request, headers: [] })).toBeLessThan(sizeOf(request));
  });
});

describe('smallerValues', () => {
  it('ends for every value, with values that are other ones and no longer', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        for (const smaller of smallerValues(JSON.parse(text))) {
          expect(JSON.stringify(smaller)).not.toBe(text);
          expect(JSON.stringify(smaller).length).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it('bears deep and wide values', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 1000; level++) deep = [deep];
    const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`member${index}`, index]));
    for (const value of [deep, wide])
      expect([...smallerValues(JSON.parse(JSON.stringify(value)))].length).toBeLessThan(50);
  });
});
