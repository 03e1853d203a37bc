import type { Contract, MediaType, Operation, SchemaPlace } from '../../../contract/contract.ts';
import type { Json } from '../../../finding.ts';
import type { Case, CaseRequest, OperationPlan } from '../../plan/case.ts';
import type { PlanConfig } from '../../plan/config.ts';
import { essenceOf, isJsonType } from '../../request/serialise-body.ts';

/** An operation that sequences can use: its valid request, and the cases that break it. */
export type Actor = {
  readonly operation: Operation;
  readonly base: CaseRequest;
  readonly cases: readonly Case[];
  /** Its own valid request was refused: it works at most with values that come from others. */
  readonly refused: boolean;
};

/** What the makers of sequences plan with. */
export type StatefulContext = {
  readonly contract: Contract;
  readonly config: PlanConfig;
  readonly actors: readonly Actor[];
};

/** The operations of a plan that may be sent. */
export function listActors(
  contract: Contract,
  plans: readonly OperationPlan[],
  refused: ReadonlySet<string>,
): readonly Actor[] {
  return plans.flatMap(({ operation: key, baselines, basis, cases, skipped }) => {
    const operation = contract.operations.find((one) => one.key === key);
    const base = baselines[basis]?.request;
    return operation && base && !skipped ? [{ operation, base, cases, refused: refused.has(key) }] : [];
  });
}

/** The decoded JSON body of a request with its schema; undefined where it has none. */
export function bodyOf(
  operation: Operation,
  request: CaseRequest,
):
  | { readonly value: Json; readonly mediaType: MediaType; readonly schema: SchemaPlace | undefined }
  | undefined {
  const type = request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const mediaType = operation.requestBody?.content.find(
    ({ name }) => type !== undefined && essenceOf(name) === essenceOf(type),
  );
  if (!mediaType || type === undefined || !isJsonType(type) || request.body?.kind !== 'text')
    return undefined;
  try {
    return { value: JSON.parse(request.body.text) as Json, mediaType, schema: mediaType.schema };
  } catch {
    // Broken on purpose.
    return undefined;
  }
}

/** The request with another JSON body. */
export function withBody(request: CaseRequest, value: Json): CaseRequest {
  return { ...request, body: { kind: 'text', text: JSON.stringify(value) } };
}
