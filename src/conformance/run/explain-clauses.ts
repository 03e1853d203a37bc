import type { Contract, Operation } from '../../contract/contract.ts';
import type { OperationKey } from '../../finding.ts';
import type { Clause } from '../../spec/clauses.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { pointerTokens } from '../../spec/pointer.ts';
import type { Coverage } from '../../validate/coverage.ts';
import type { OperationPlan } from '../plan/case.ts';
import { clausesOf, type Left } from './left.ts';

type Run = {
  readonly plans: readonly OperationPlan[];
  readonly refused: ReadonlyMap<OperationKey, string>;
  readonly left: readonly Left[];
  /** Why something was left: `within the budget of 10 s`. */
  readonly early: string;
};

/** Says of every clause that no evidence reached why the run could not reach it. */
export function explainClauses(contract: Contract, coverage: Coverage, run: Run): void {
  const open = new Set(
    coverage
      .toReport()
      .clauses.filter(({ state }) => state === 'unexercised')
      .map(({ id }) => id),
  );
  for (const clause of contract.clauses)
    if (open.has(clause.id)) coverage.note(clause.id, reasonFor(contract, clause, run));
}

function reasonFor(contract: Contract, clause: Clause, run: Run): string {
  const place = { uri: clause.owner.uri, pointer: clause.owner.pointer + clause.on };
  const planned = run.plans
    .flatMap(({ unexercised }) => unexercised)
    .find((one) => isWithin(place, one.place));
  if (planned) return planned.reason;
  if (run.left.some((one) => clausesOf(one).has(clause.id))) return `not sent ${run.early}`;
  const operation = contract.operations.find(({ at }) => isWithin(place, at));
  const refusal = operation && run.refused.get(operation.key);
  if (refusal !== undefined) return refusal;
  const skipped = run.plans.find((plan) => plan.operation === operation?.key)?.skipped;
  return skipped?.reason ?? reasonByPlace(contract, place, operation);
}

function reasonByPlace(contract: Contract, place: SpecPlace, operation: Operation | undefined): string {
  const tokens = pointerTokens(place.pointer);
  if (tokens.includes('servers')) return 'the target of the run stands in for the servers of the document';
  for (const { parameters } of contract.operations)
    for (const parameter of parameters)
      if (isWithin(place, parameter.at)) {
        if (parameter.in === 'path' && tokens.at(-1) === 'required')
          return 'a path without this parameter is another path, so no request can leave it out';
        if (tokens.at(-1) === 'type')
          return 'every parameter is text on the wire, so no request can break it';
      }
  const response = operation?.responses.find(({ at }) => isWithin(place, at));
  if (response && tokens.includes('examples'))
    return `no answer of this run had this outcome of status ${response.status}`;
  if (response) return `no answer of this run had status ${response.status}`;
  if (tokens.includes('headers')) return 'no answer of this run carried this header';
  if (tokens.at(-1) === 'description') return 'the statement is prose: no exchange can show it';
  return 'no exchange of this run shows or breaks it';
}

function isWithin(place: SpecPlace, outer: SpecPlace): boolean {
  return (
    place.uri === outer.uri &&
    (place.pointer === outer.pointer || place.pointer.startsWith(`${outer.pointer}/`))
  );
}
