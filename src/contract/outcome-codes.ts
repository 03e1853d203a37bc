import type { Json } from '../finding.ts';
import type { SpecDocument, SpecPlace } from '../spec/document.ts';
import { joinPointer } from '../spec/pointer.ts';
import { isObject } from '../spec/walk.ts';
import { placeIn } from './compile-reference.ts';
import type { Response } from './contract.ts';
import { listBranches } from './decode-branches.ts';
import { listOutcomes } from './scenario-outcome.ts';

/** A documented value of a field that tells the outcome of a call (`x-outcome`), such as an error code. */
export type OutcomeCode = {
  /** Pointer into the response body. */
  readonly pointer: string;
  readonly value: Json;
  /** The examples that have it; none where only the schema lists it. */
  readonly examples: readonly SpecPlace[];
};

/** The codes that a response documents: those of its examples, then those that its schemas list; each once. */
export function listOutcomeCodes(document: SpecDocument, response: Response): readonly OutcomeCode[] {
  const codes = new Map<string, OutcomeCode>();
  const add = (pointer: string, value: Json, examples: readonly SpecPlace[]): void => {
    const key = JSON.stringify([pointer, value]);
    const known = codes.get(key)?.examples ?? [];
    codes.set(key, { pointer, value, examples: [...known, ...examples] });
  };
  for (const { examples, schema } of response.content)
    for (const example of examples)
      for (const { pointer, value } of listOutcomes(document, schema, example))
        add(pointer, value, [example.at]);
  for (const { schema } of response.content)
    if (schema) for (const [pointer, value] of listedCodes(document, schema)) add(pointer, value, []);
  return [...codes.values()];
}

/** A schema that holds itself has its fields at any depth; codes stand near the top. */
const deepest = 4;

function* listedCodes(
  document: SpecDocument,
  start: SpecPlace,
): Generator<readonly [pointer: string, value: Json]> {
  const open: { places: readonly SpecPlace[]; pointer: string; depth: number }[] = [
    { places: [start], pointer: '', depth: 0 },
  ];
  for (const { places, pointer, depth } of open) {
    const branches = listBranches(document, places);
    if (branches.some(({ schema }) => schema['x-outcome'] === true))
      for (const { schema } of branches) {
        for (const value of Array.isArray(schema.enum) ? schema.enum : []) yield [pointer, value];
        if (schema.const !== undefined) yield [pointer, schema.const];
      }
    if (depth === deepest) continue;
    const children = branches.flatMap(({ schema, at }) =>
      Object.keys(isObject(schema.properties) ? schema.properties : {}).map(
        (name) => [name, placeIn(at, 'properties', name)] as const,
      ),
    );
    for (const [name, found] of Map.groupBy(children, ([name]) => name))
      open.push({
        places: found.map(([, place]) => place),
        pointer: joinPointer(pointer, name),
        depth: depth + 1,
      });
  }
}
