import { isObject } from '../spec/walk.ts';
import { compileLinks } from './compile-link.ts';
import { compileContent } from './compile-media-type.ts';
import { compileHeader } from './compile-parameter.ts';
import {
  type Compiling,
  compileOnce,
  type Found,
  followMap,
  followReferences,
  placeIn,
  textOf,
} from './compile-reference.ts';
import type { RequestBody, Response } from './contract.ts';

/** The responses of an operation (§4.8.16), in document order. */
export function compileResponses(compiling: Compiling, operation: Found): readonly Response[] {
  const { responses } = operation.value;
  if (!isObject(responses)) return Object.freeze([]);
  const compiled: Response[] = [];
  for (const status of Object.keys(responses)) {
    if (status.startsWith('x-')) continue;
    const place = placeIn(operation.at, 'responses', status);
    if (!/^([1-5]\d\d|[1-5]XX|default)$/i.test(status)) {
      compiling.problems.push({
        reason: `response ${status} is no status code, range or default`,
        at: place,
      });
      continue;
    }
    const found = followReferences(compiling, place, responses[status]);
    if (!found) continue;
    const once = { role: `response ${status}`, found, from: place };
    compiled.push(compileOnce(compiling, once, () => compileResponse(compiling, status, found)));
  }
  return Object.freeze(compiled);
}

function compileResponse(compiling: Compiling, status: string, found: Found): Response {
  const headers = followMap(compiling, found, 'headers')
    // Described by the key of `content` instead (§4.8.17).
    .filter(([name]) => name.toLowerCase() !== 'content-type')
    .map(([name, header]) => compileHeader(compiling, name, header));
  return Object.freeze({
    at: found.at,
    status: status === 'default' ? status : status.toUpperCase(),
    description: textOf(found.value, 'description') ?? '',
    headers: Object.freeze(headers),
    content: compileContent(compiling, found),
    links: compileLinks(compiling, found),
  });
}

/** §4.8.13; undefined where the operation documents no body. */
export function compileRequestBody(compiling: Compiling, operation: Found): RequestBody | undefined {
  if (operation.value.requestBody === undefined) return undefined;
  const found = followReferences(
    compiling,
    placeIn(operation.at, 'requestBody'),
    operation.value.requestBody,
  );
  if (!found) return undefined;
  const content = compileContent(compiling, found);
  return Object.freeze({ at: found.at, required: found.value.required === true, content });
}
