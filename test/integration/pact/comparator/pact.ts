import type { Json } from '../../../../src/finding.ts';
import type { Call, CallBody, Field } from './call.ts';
import type { JsonObject } from './piece.ts';

export type PactVersion = 2 | 3 | 4;

/** The pact file of one interaction (Pact Specification V2, V3, V4). */
export function toPact(call: Call, version: PactVersion): JsonObject {
  const { method, path, query, headers, response } = call;
  return {
    consumer: { name: 'generated consumer' },
    provider: { name: 'generated provider' },
    interactions: [
      {
        ...(version === 4 && { type: 'Synchronous/HTTP', key: 'abcdef', pending: false }),
        description: 'the interaction',
        request: {
          method,
          path,
          ...(query.length > 0 && {
            query: version === 2 ? toText(query) : toLists(query, decodeURIComponent),
          }),
          ...(headers.length > 0 && { headers: toHeaders(headers, version) }),
          ...toBody(call.body, headers, version),
        },
        response: {
          status: response.status,
          ...(response.headers.length > 0 && { headers: toHeaders(response.headers, version) }),
          ...toBody(response.body, response.headers, version),
        },
      },
    ],
    metadata: { pactSpecification: { version: `${version}.0${version === 4 ? '' : '.0'}` } },
  };
}

function toText(query: readonly Field[]): string {
  return query.map(([name, value]) => `${encodeURIComponent(name)}=${value}`).join('&');
}

/** V4 has lists of values; V2 and V3 one text each. */
function toHeaders(headers: readonly Field[], version: PactVersion): JsonObject {
  return version === 4 ? toLists(headers, (value) => value) : Object.fromEntries(headers);
}

function toLists(fields: readonly Field[], read: (value: string) => string): JsonObject {
  const byName = Map.groupBy(fields, ([name]) => name);
  return Object.fromEntries(
    [...byName].map(([name, group]) => [name, group.map(([, value]) => read(value))]),
  );
}

function toBody(
  body: CallBody | undefined,
  headers: readonly Field[],
  version: PactVersion,
): { body?: Json } {
  if (!body) return {};
  const value = body.kind === 'json' ? body.value : body.text;
  if (version !== 4) return { body: value };
  const contentType = headers.find(([name]) => name === 'Content-Type')?.[1] ?? 'application/json';
  return { body: { content: value, contentType, encoded: false } };
}
