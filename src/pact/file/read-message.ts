import { childOf, type FileNode, objectAt, stringAt, unreadable } from './file-node.ts';
import type { PactRequest, PactResponse, PactSpecification } from './pact-file.ts';
import { readBody } from './read-body.ts';
import { readHeaders } from './read-headers.ts';
import { readMatchers } from './read-matchers.ts';
import { readQuery } from './read-query.ts';
import { unwrapRuby } from './unwrap-ruby.ts';

/** @throws KitError `pact-unreadable` */
export function readRequest(written: FileNode, specification: PactSpecification): PactRequest {
  objectAt(written);
  const node = specification === 1 ? unwrapRuby(written) : written;
  const { path, query } = splitPath(stringAt(childOf(node, 'path'), 'the path of the request'));
  const { headers, body } = readContent(node, specification);
  const names = readQuery(childOf(node, 'query'));
  return {
    method: stringAt(childOf(node, 'method'), 'the method of the request').toUpperCase(),
    path,
    query: query === undefined ? names : { ...readQuery({ ...node, value: query }), ...names },
    headers,
    body,
    matchers: readMatchers(childOf(node, 'matchingRules')),
  };
}

/** @throws KitError `pact-unreadable` */
export function readResponse(written: FileNode, specification: PactSpecification): PactResponse {
  objectAt(written);
  const node = specification === 1 ? unwrapRuby(written) : written;
  return {
    status: readStatus(childOf(node, 'status')),
    ...readContent(node, specification),
    matchers: readMatchers(childOf(node, 'matchingRules')),
  };
}

function readContent(node: FileNode, specification: PactSpecification) {
  const headers = readHeaders(childOf(node, 'headers'));
  const { body, contentType } = readBody(childOf(node, 'body'), headers['content-type']?.[0], specification);
  return {
    // Specification 4 lets the body name its type alone; on the wire it is the header field.
    headers: contentType === undefined ? headers : { ...headers, 'content-type': [contentType] },
    body,
  };
}

/** Some libraries write the number as text. */
function readStatus(node: FileNode): number {
  const status =
    typeof node.value === 'string' && /^\d{3}$/.test(node.value) ? Number(node.value) : node.value;
  if (typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599) return status;
  throw unreadable(node, 'a status from 100 to 599');
}

/** Nothing forbids to write the query into the path; on the wire it is one anyway. */
function splitPath(text: string): { readonly path: string; readonly query?: string } {
  const split = text.indexOf('?');
  return split < 0 ? { path: text } : { path: text.slice(0, split), query: text.slice(split + 1) };
}
