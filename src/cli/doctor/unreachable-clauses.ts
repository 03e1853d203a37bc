import type { Contract } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import type { Clause } from '../../spec/clauses.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { findAtPlace, resolveReference } from '../../spec/resolve.ts';

/**
 * The clauses that no exchange can prove, since no operation leads to the object they stand on: a component that nothing
 * refers to, or the description of the document itself.
 */
export function findUnreachableClauses(contract: Contract): readonly Clause[] {
  const reached = reachFrom(contract);
  return contract.clauses.filter(({ owner, on }) => {
    for (let pointer = owner.pointer + on; ; pointer = pointer.slice(0, pointer.lastIndexOf('/'))) {
      if (reached.has(`${owner.uri}#${pointer}`)) return false;
      if (pointer === '') return true;
    }
  });
}

/** The places that operations lead to: their own, their servers and credentials, and the target of each reference. */
function reachFrom({ document, operations }: Contract): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting: SpecPlace[] = operations.flatMap(({ at, parameters, servers, security }) => [
    // The Path Item Object, which is about each of its operations (OpenAPI 3.1 §4.8.9).
    { ...at, pointer: at.pointer.slice(0, at.pointer.lastIndexOf('/')) },
    ...parameters.map((parameter) => parameter.at),
    ...servers.map((server) => server.at),
    ...security.flatMap(({ at: requirement, schemes }) => [
      requirement,
      ...schemes.map((scheme) => scheme.at),
    ]),
  ]);
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    // The whole document stands for what it does not write down, such as the server `/`.
    if (place.pointer === '') continue;
    const key = `${place.uri}#${place.pointer}`;
    if (reached.has(key)) continue;
    reached.add(key);
    for (const reference of referencesIn(findAtPlace(document, place))) {
      const target = resolveReference(reference, place.uri);
      if (target) waiting.push(target);
    }
  }
  return reached;
}

function* referencesIn(value: Json | undefined): Generator<string> {
  if (value === null || typeof value !== 'object') return;
  for (const [key, member] of Object.entries(value)) {
    if (key === '$ref' && typeof member === 'string') yield member;
    else yield* referencesIn(member);
  }
}
