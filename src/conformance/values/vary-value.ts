import type { SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { isReference, normalise } from '../plan/field-names.ts';
import { isValid, type SampleContext } from './sample.ts';
import {
  additionalPlace,
  childOf,
  declaredProperties,
  findKeyword,
  findNumber,
  readSchema,
  type SchemaView,
} from './schema-view.ts';

/**
 * Another valid value of the same shape: every text, number and choice in it changed that can be, but nothing that
 * names something else. Undefined where nothing can be changed.
 */
export function varyValue(context: SampleContext, place: SchemaPlace, value: Json): Json | undefined {
  const view = readSchema(context.contract.document, place);
  if (value !== null && typeof value === 'object')
    return Array.isArray(value)
      ? varyArray(context, view, value)
      : varyObject(context, view, value as Readonly<Record<string, Json>>);
  for (const other of others(view, value))
    if (other !== value && isValid(context.contract, place, other)) return other;
  return undefined;
}

function varyObject(
  context: SampleContext,
  view: SchemaView,
  value: Readonly<Record<string, Json>>,
): Json | undefined {
  const declared = declaredProperties(view);
  const additional = additionalPlace(view);
  let varied: Readonly<Record<string, Json>> = value;
  for (const [name, member] of Object.entries(value)) {
    const place = declared.get(name) ?? additional;
    if (!place || isFixed(name)) continue;
    const other = varyValue(context, place, member);
    if (other === undefined) continue;
    const next = Object.fromEntries(
      Object.entries(varied).map(([key, old]) => [key, key === name ? other : old]),
    );
    if (isValid(context.contract, view.place, next)) varied = next;
  }
  return varied === value ? undefined : varied;
}

/** Fields that identify, refer, secure or count changes: another value means another thing, or is refused. */
function isFixed(name: string): boolean {
  return (
    isReference(name) ||
    /^(id|uuid|type|kind|version|revision|etag|key|code|slug|path|url|uri|href|file|filename|password|token|currency|locale|country)$/.test(
      normalise(name),
    )
  );
}

function varyArray(context: SampleContext, view: SchemaView, value: readonly Json[]): Json | undefined {
  const items = findKeyword(view, 'items')[0];
  const [first, ...rest] = value;
  if (!items || first === undefined) return undefined;
  const other = varyValue(context, childOf(view, items.at), first);
  const varied = other === undefined ? undefined : [other, ...rest];
  return varied && isValid(context.contract, view.place, varied) ? varied : undefined;
}

function* others(view: SchemaView, value: Json): Generator<Json> {
  for (const { value: choices } of findKeyword(view, 'enum'))
    if (Array.isArray(choices)) {
      yield* choices;
      return;
    }
  if (typeof value === 'boolean') yield !value;
  if (typeof value === 'number') {
    const step = findNumber(view, 'multipleOf')?.value ?? 1;
    yield value + step;
    yield value - step;
  }
  if (typeof value === 'string') yield* otherTexts(value, findKeyword(view, 'format')[0]?.value);
}

function* otherTexts(value: string, format: Json | undefined): Generator<string> {
  if (format === 'date') yield* ['2031-02-03', '2031-03-04'];
  if (format === 'date-time') yield* ['2031-02-03T04:05:06Z', '2031-03-04T05:06:07Z'];
  if (format === 'email') yield* ['other@example.com', 'another@example.com'];
  if (format !== undefined) return;
  yield `${value} b`;
  yield `${value}b`;
  // Of the same length, for what has no room.
  const last = value.at(-1);
  if (last !== undefined && /[a-z]/i.test(last)) yield value.slice(0, -1) + (last === 'b' ? 'c' : 'b');
  if (last !== undefined && /\d/.test(last)) yield value.slice(0, -1) + (last === '1' ? '2' : '1');
}
