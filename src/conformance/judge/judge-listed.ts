import type { Contract, Operation } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { findAtPointer } from '../../spec/pointer.ts';
import type { StepExpectation } from '../plan/sequence.ts';
import { findValue } from '../run/exchange-value.ts';
import { findKeyword, readSchema } from '../values/schema-view.ts';
import type { StepFault } from './judge-step.ts';
import type { Told } from './told.ts';

/** Lists that come in pages end somewhere: from this length on, what is missing may be on the next one. */
const shortestPage = 10;

const pagers =
  /^(limit|offset|page|per.?page|page.?(size|number|token)|size|cursor|after|before|start|skip|top|max|marker|first|last|count)/i;

/**
 * A list without something that was made. Lists may leave things out, by state or by right: an error only where a list
 * has one of two things that were made in the same way and not the other.
 */
export function judgeListed(
  contract: Contract,
  told: readonly Told[],
  expect: Extract<StepExpectation, { kind: 'lists' }>,
): readonly StepFault[] {
  const list = told.at(-1);
  if (list?.attempt.outcome !== 'accepted') return [];
  const items = readItems(list, expect.item);
  const made = expect.steps.flatMap((step) => {
    const one = told[step];
    const id =
      one && findValue(contract, { operation: one.operation, exchange: one.attempt.exchange }, expect.from);
    return id === undefined ? [] : [toId(id)];
  });
  const missing = made.filter((id) => !items?.includes(id));
  if (!items || missing.length === 0 || isPage(contract, list.operation, items.length)) return [];
  const [first] = missing;
  return [
    {
      step: told.length - 1,
      rule: 'resource-created-missing',
      severity: missing.length < made.length ? 'error' : 'warning',
      message: `received a list of ${items.length} without ${missing.length} of the ${made.length} that ${told[expect.steps[0] ?? 0]?.operation.key} had made`,
      place: list.operation.at,
      side: 'response',
      pointer: '/body',
      clause: undefined,
      ...(first === undefined ? {} : { expected: first }),
    },
  ];
}

/** The ids of all items; `place` is that of the first one. */
function readItems({ body }: Told, place: string): readonly string[] | undefined {
  const match = /^\/response\/body(.*?)\/0(\/.*)?$/.exec(place);
  const items = match && body !== undefined ? findAtPointer(body, match[1] ?? '') : undefined;
  if (!Array.isArray(items)) return undefined;
  return items.map((item: Json) => toId(findAtPointer(item, match?.[2] ?? '') ?? null));
}

/** A UUID is the same in both cases (RFC 9562 §4), as many other ids are. */
function toId(value: Json): string {
  return String(value).toLowerCase();
}

/** Whether the list can be one page of a longer one. */
function isPage({ document }: Contract, { parameters }: Operation, length: number): boolean {
  const paging = parameters.filter((one) => one.in === 'query' && pagers.test(one.name));
  if (paging.length === 0) return length >= 100;
  const defaults = paging.flatMap(({ schema }) =>
    schema ? findKeyword(readSchema(document, schema), 'default').map(({ value }) => value) : [],
  );
  const sizes = defaults.filter((value): value is number => typeof value === 'number' && value > 1);
  return length >= Math.min(shortestPage, ...sizes);
}
