import ts from 'typescript';
import type { SpecDocument } from '../spec/document.ts';
import { findAtPointer, joinPointer } from '../spec/pointer.ts';

/**
 * Marks response headers as optional that are not `required` (OpenAPI 3.1 §4.8.21). openapi-typescript does so for a
 * header that stands in its response, but takes one behind a `$ref` as always there.
 */
export function withOptionalHeaders(nodes: readonly ts.Node[], document: SpecDocument): ts.Node[] {
  const visit = (node: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(node, visit, undefined);
    if (!ts.isPropertySignature(visited) || visited.questionToken || !visited.type) return visited;
    const name = toHeaderName(visited.type);
    if (name === undefined || !isOptional(name, document)) return visited;
    const question = ts.factory.createToken(ts.SyntaxKind.QuestionToken);
    return ts.factory.updatePropertySignature(
      visited,
      visited.modifiers,
      visited.name,
      question,
      visited.type,
    );
  };
  return nodes.map(visit);
}

/** `N` of the type `components["headers"]["N"]`. */
function toHeaderName(type: ts.TypeNode): string | undefined {
  if (!ts.isIndexedAccessTypeNode(type) || !ts.isIndexedAccessTypeNode(type.objectType)) return undefined;
  const { objectType: root, indexType: section } = type.objectType;
  return ts.isTypeReferenceNode(root) && toText(section) === 'headers' ? toText(type.indexType) : undefined;
}

function toText(type: ts.TypeNode): string | undefined {
  return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? type.literal.text : undefined;
}

/** A header that another file or another `$ref` defines stays as openapi-typescript wrote it. */
function isOptional(name: string, document: SpecDocument): boolean {
  const header = findAtPointer(document.root, joinPointer('/components/headers', name));
  if (header === undefined || header === null || typeof header !== 'object' || '$ref' in header) return false;
  return !('required' in header) || header.required !== true;
}
