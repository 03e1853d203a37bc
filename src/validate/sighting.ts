import type { Contract, Parameter, SchemaPlace, SchemaUse } from '../contract/contract.ts';
import type { DecodedValue } from '../contract/decoded.ts';
import type { Stance } from '../exchange/exchange.ts';
import type { Json } from '../finding.ts';
import { useOf } from '../rules/schema-use.ts';
import type { SpecPlace } from '../spec/document.ts';
import type { Ledger } from './clause-ledger.ts';
import type { Evidence } from './coverage.ts';
import { exerciseValue } from './exercise-value.ts';
import type { SchemaSite } from './schema-site.ts';

/** One exchange as evidence. */
export type Sighting = {
  readonly contract: Contract;
  readonly ledger: Ledger;
  readonly evidence: Evidence;
  readonly stance: Stance;
  readonly siteAt: (place: SchemaPlace) => SchemaSite;
};

/** Proves the clauses that are exactly about a place, or about a field of the object there (a pointer below it). */
export function provePlace({ ledger, evidence }: Sighting, place: SpecPlace, field = ''): void {
  const states = ledger.about(place, field);
  if (states.length > 0) ledger.prove(states, evidence);
}

/** Exercises the schema of a value that was found valid, with the reading of it that is. */
export function proveValue(
  sighting: Sighting,
  schema: SchemaPlace | undefined,
  seen: { readonly value: DecodedValue; readonly direction: SchemaUse['direction'] },
): void {
  if (!schema || seen.value.state !== 'present') return;
  const { contract, ledger, evidence, stance, siteAt } = sighting;
  const site = siteAt(schema);
  if (!site.isOpen(evidence, seen.direction)) return;
  const use = useOf(seen.direction, stance);
  const validator = contract.validator(schema, use);
  if (validator.kind !== 'validator') return;
  const valid: Json | undefined = seen.value.candidates.find((candidate) => validator.isValid(candidate));
  if (valid !== undefined) exerciseValue({ contract, ledger, evidence, use }, site, valid);
}

/** The schema of a parameter or header, whichever way it is given. */
export function schemaOf({ schema, mediaType }: Parameter): SchemaPlace | undefined {
  return schema ?? mediaType?.schema;
}
