import type { MediaType } from '../contract/contract.ts';
import { findResponse } from '../contract/decode-response.ts';
import type { Json } from '../finding.ts';
import { isObject } from '../spec/walk.ts';
import type { Wish } from './wish.ts';

/**
 * Where a wanted status is documented and what was wanted of it is not, Prism 5.16 puts the whole problem into the title
 * of a second one, with status 500 (NegotiatorHelpers.js, negotiateOptionsBySpecificCode). This brings the first one back.
 */
export function repairProblem(status: number, body: Json, wish: Wish): { status: number; body: Json } {
  const nested = isObject(body) && status === 500 ? wrapped.exec(String(body.title)) : null;
  const [, type = '', title = ''] = nested ?? [];
  if (type.endsWith('#NOT_FOUND'))
    return toProblem({ type, title, status: 404, detail: exampleDetail(wish) });
  if (type.endsWith('#NOT_ACCEPTABLE'))
    return toProblem({ type, title, status: 406, detail: `Unable to find content for ${wish.accept}` });
  return { status, body };
}

const wrapped = /^(\S+#\w+): (.*?)\. We tried default response, but we got /s;

function toProblem(body: { readonly status: number } & { readonly [key: string]: Json }): {
  status: number;
  body: Json;
} {
  return { status: body.status, body };
}

function exampleDetail({ operation, code, exampleKey }: Wish): string {
  const response = code === undefined ? undefined : findResponse(operation, code);
  const [mediaType]: readonly MediaType[] = response?.content ?? [];
  return `Response for contentType: ${mediaType?.name} and exampleKey: ${exampleKey} does not exist.`;
}
