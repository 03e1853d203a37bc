import type { SpecDocument } from '../spec/document.ts';
import { isObject, walkObjects } from '../spec/walk.ts';
import type { OperationEntry } from './compile-operation.ts';
import { placeIn } from './compile-reference.ts';
import type { Problem } from './contract.ts';

/** What OpenAPI 3.2 added to an object and no exchange is judged by; examples, operations and servers are read. */
const later: Readonly<Record<string, readonly string[]>> = {
  openapi: ['$self'],
  components: ['mediaTypes'],
  securityScheme: ['oauth2MetadataUrl'],
};

/** Parts of a document that are described in it and that this kit never judges an exchange by. */
export function listUnjudged(document: SpecDocument): Problem[] {
  const problems: Problem[] = [];
  const root = { uri: document.uri, pointer: '' };
  const { webhooks } = document.root;
  if (isObject(webhooks))
    for (const name of Object.keys(webhooks))
      problems.push({ reason: `webhook ${name} is not judged`, at: placeIn(root, 'webhooks', name) });
  if (!String(document.root.openapi).startsWith('3.2')) return problems;
  walkObjects(document, {
    object: (value, kind, at) => {
      for (const field of later[kind] ?? [])
        if (value[field] !== undefined)
          problems.push({ reason: `${field} (OpenAPI 3.2) is not judged`, at: placeIn(at, field) });
    },
  });
  return problems;
}

/** Operations that no request reaches: another path of the same form stands before them (§4.8.8, identical paths). */
export function listHidden(entries: readonly OperationEntry[]): Problem[] {
  const first = new Map<string, OperationEntry>();
  const problems: Problem[] = [];
  const numbers = new Map<OperationEntry['servers'], number>();
  for (const entry of entries) {
    const { method, path, servers } = entry;
    if (!numbers.has(servers)) numbers.set(servers, numbers.size);
    const key = `${method} ${path.replace(/\{[^{}]*\}/g, '{}')} ${numbers.get(servers)}`;
    const known = first.get(key);
    if (known)
      problems.push({
        reason: `${method} ${path} has the same form as ${known.path} and is not judged`,
        at: entry.compile().at,
      });
    else first.set(key, entry);
  }
  return problems;
}
