import type { Parameter, SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import type { SpecPlace } from '../../spec/document.ts';
import type { PhaseContext } from '../plan/case-draft.ts';
import { isCredential } from '../request/credentials.ts';
import type { RequestDraft } from '../request/draft.ts';
import { sampleValue } from '../values/sample.ts';
import { pointerOf, withParameter } from './probe-cases.ts';

/** One part of a request that a schema describes: a parameter or the body. */
export type Root = {
  /** Where the rules see it: `/body`, `/query/limit`. */
  readonly pointer: string;
  readonly at: SpecPlace;
  readonly schema: SchemaPlace;
  /** The value in the valid request, or one that it could have. */
  readonly value: Json;
  /** Whether the valid request has it. */
  readonly sent: boolean;
  /** Absent for the body. */
  readonly parameter?: Parameter;
};

/** The parts of the valid request of an operation, and the optional parameters that it does not have. */
export function listRoots(context: PhaseContext): readonly Root[] {
  const { operation, base } = context;
  const roots = operation.parameters.flatMap((parameter): Root[] => {
    if (isCredential(operation, parameter)) return [];
    const schema = parameter.schema ?? parameter.mediaType?.schema;
    const sent = base.parameters.get(parameter);
    const value = sent ?? (schema && optionalValue(context, parameter, schema));
    if (!schema || value === undefined) return [];
    const { at } = parameter;
    return [{ pointer: pointerOf(parameter), at, schema, value, sent: sent !== undefined, parameter }];
  });
  const schema = base.mediaType?.schema;
  if (!schema || base.body === undefined) return roots;
  const at = { uri: schema.uri, pointer: schema.pointer };
  return [...roots, { pointer: '/body', at, schema, value: base.body, sent: true }];
}

function optionalValue(
  { contract, config }: PhaseContext,
  parameter: Parameter,
  schema: SchemaPlace,
): Json | undefined {
  const example = parameter.examples.find((one) => !one.invalid && one.value !== undefined)?.value;
  return example ?? sampleValue({ contract, seed: config.seed }, schema);
}

/** The request with another value of one part, or without it. */
export function replaceRoot(draft: RequestDraft, { parameter }: Root, value: Json | undefined): RequestDraft {
  if (parameter) return withParameter(draft, parameter, value);
  const { body: _, mediaType, ...rest } = draft;
  return value === undefined || !mediaType ? rest : { ...rest, mediaType, body: value };
}
