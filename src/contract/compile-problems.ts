import type { SpecDocument } from '../spec/document.ts';
import { isObject, walkObjects } from '../spec/walk.ts';
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
