import type { Json } from '../finding.ts';
import type { SpecDocument, SpecPlace } from '../spec/document.ts';
import { joinPointer } from '../spec/pointer.ts';
import { isObject } from '../spec/walk.ts';
import { placeIn } from './compile-reference.ts';
import type { Example, SchemaPlace } from './contract.ts';
import { listBranches } from './decode-branches.ts';

/** A field that tells one outcome from another, such as an error code. */
export type ScenarioOutcome = {
  /** Pointer into the response body. */
  readonly pointer: string;
  readonly value: Json;
  /** Where the example says so; the clause of this place tells how strong it is. */
  readonly at: SpecPlace;
};

/** The fields of an example that `x-outcome: true` marks in its schema, through members of objects. */
export function listOutcomes(
  document: SpecDocument,
  schema: SchemaPlace | undefined,
  { value, at }: Example,
): readonly ScenarioOutcome[] {
  const outcomes: ScenarioOutcome[] = [];
  const visit = (places: readonly SpecPlace[], inner: Json, pointer: string) => {
    if (!isObject(inner)) return;
    const branches = listBranches(document, places);
    for (const [name, member] of Object.entries(inner)) {
      const properties = branches.flatMap(({ schema: owner, at: place }) =>
        isObject(owner.properties) && Object.hasOwn(owner.properties, name)
          ? placeIn(place, 'properties', name)
          : [],
      );
      const memberPointer = joinPointer(pointer, name);
      if (listBranches(document, properties).some(({ schema: property }) => property['x-outcome'] === true))
        outcomes.push({
          pointer: memberPointer,
          value: member,
          at: { uri: at.uri, pointer: `${at.pointer}/value${memberPointer}` },
        });
      visit(properties, member, memberPointer);
    }
  };
  if (schema && value !== undefined) visit([schema], value, '');
  return outcomes;
}
