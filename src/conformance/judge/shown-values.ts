import type { Contract, SchemaPlace } from '../../contract/contract.ts';
import type { Json, Severity } from '../../finding.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { bodyOf } from '../phases/sequences/actor.ts';
import {
  branchesOf,
  declaredProperties,
  findKeyword,
  readSchema,
  requiredProperties,
} from '../values/schema-view.ts';
import { isEmpty, isSameValue } from './same-value.ts';
import type { Told } from './told.ts';

/** A field that was sent, accepted, and is shown with another value. */
export type ShownDifference = {
  readonly name: string;
  readonly place: SpecPlace;
  readonly sent: Json;
  readonly shown: Json | undefined;
  readonly severity: Severity;
  /** What makes sure that the provider knows the field: its own answer, or an earlier read. */
  readonly because: string;
};

type Members = Readonly<Record<string, Json>>;

/**
 * Compares what was sent with what a read shows, in the fields that both schemas declare and that are neither readOnly nor
 * writeOnly. A server may make another value of what it gets: an error only where its own answer showed the sent value,
 * or where a read before the change showed that it keeps the field as it is sent.
 */
export function listShownDifferences(
  contract: Contract,
  from: { sender: Told; reader: Told; before: readonly Told[] },
): readonly ShownDifference[] {
  const { sender, reader, before } = from;
  const sent = bodyOf(sender.operation, sender.case.request);
  const own = sent?.schema && fieldsOf(contract, sent.schema);
  const resource = resourceIn(contract, reader, sent?.value);
  if (!own || !isMembers(sent.value) || !resource) return [];
  const answer = resourceIn(contract, sender, sent.value);
  const optional = optionalShown(contract, {
    sent: sent.value,
    schema: resource.schema,
    shown: resource.value,
  });
  return Object.entries(sent.value).flatMap(([name, value]): ShownDifference[] => {
    const place = resource.fields.get(name);
    const given = own.get(name);
    if (!place || !given || isOneWay(contract, given) || isOneWay(contract, place)) return [];
    const shown = memberOf(resource.value, name);
    if (isSameValue(value, shown)) return [];
    const echoed =
      answer !== undefined && shown !== undefined && isSameValue(value, memberOf(answer.value, name));
    const sure =
      (echoed && 'the answer to it showed the sent value') ||
      (isStale(contract, { name, value, shown, before, reader }) &&
        'it is the value from before, which had been kept as it was sent') ||
      (isCut(value, shown) && 'the end of it is cut off') ||
      (shown === undefined && optional && 'other optional fields are shown');
    const because = sure || 'the document does not say that it changes values';
    return [{ name, place, sent: value, shown, severity: sure ? 'error' : 'warning', because }];
  });
}

/** No change of form takes away the end of a valid text. */
function isCut(sent: Json, shown: Json | undefined): boolean {
  return (
    typeof sent === 'string' &&
    typeof shown === 'string' &&
    shown.length >= 3 &&
    shown.trimEnd().length < sent.trimEnd().length &&
    sent.startsWith(shown)
  );
}

/** Whether an answer has optional fields at all, with the values that were sent: some show a summary only. */
function optionalShown(
  { document }: Contract,
  from: { sent: Members; schema: SchemaPlace; shown: Members },
): boolean {
  const required = requiredProperties(readSchema(document, from.schema));
  return Object.entries(from.sent).some(
    ([name, value]) =>
      !required.has(name) && !isEmpty(value) && isSameValue(value, memberOf(from.shown, name)),
  );
}

/** Whether a read still shows what an earlier one showed after an earlier change had sent just that. */
function isStale(
  contract: Contract,
  from: { name: string; value: Json; shown: Json | undefined; before: readonly Told[]; reader: Told },
): boolean {
  const { name, value, shown, before, reader } = from;
  if (shown === undefined) return false;
  return before.some((read, index) => {
    if (read.operation.key !== reader.operation.key) return false;
    const old = memberOf(resourceIn(contract, read, { [name]: value })?.value ?? {}, name);
    const wrote = before.slice(0, index).findLast((one) => one.case.request.body !== undefined);
    const body = wrote && bodyOf(wrote.operation, wrote.case.request)?.value;
    const kept = isMembers(body) ? memberOf(body, name) : undefined;
    return old !== undefined && kept !== undefined && isSameValue(kept, old) && isSameValue(shown, old);
  });
}

/** The object of an answer that is the resource: the answer, or what it wraps. */
function resourceIn(
  contract: Contract,
  { attempt, body }: Told,
  sent: Json | undefined,
):
  | {
      readonly schema: SchemaPlace;
      readonly fields: ReadonlyMap<string, SchemaPlace>;
      readonly value: Members;
    }
  | undefined {
  const schema = attempt.result.response?.mediaType?.schema;
  if (!schema || !isMembers(body) || !isMembers(sent)) return undefined;
  const fields = fieldsOf(contract, schema);
  const isShared = (one: ReadonlyMap<string, SchemaPlace>): boolean =>
    Object.keys(sent).some((name) => one.has(name));
  if (isShared(fields)) return { schema, fields, value: body };
  for (const [name, place] of fields) {
    const inner = memberOf(body, name);
    const own = fieldsOf(contract, place);
    if (isMembers(inner) && isShared(own)) return { schema: place, fields: own, value: inner };
  }
  return undefined;
}

function fieldsOf({ document }: Contract, schema: SchemaPlace): ReadonlyMap<string, SchemaPlace> {
  const view = readSchema(document, schema);
  const branches = [...branchesOf(view, 'oneOf'), ...branchesOf(view, 'anyOf')];
  const views = [...branches.map((one) => readSchema(document, one)), view];
  return new Map(views.flatMap((one) => [...declaredProperties(one)]));
}

function isOneWay({ document }: Contract, schema: SchemaPlace): boolean {
  const view = readSchema(document, schema);
  return ['readOnly', 'writeOnly'].some((keyword) =>
    findKeyword(view, keyword).some(({ value }) => value === true),
  );
}

function memberOf(value: Members, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function isMembers(value: Json | undefined): value is Members {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
