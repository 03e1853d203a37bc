import { findLinked } from '../../contract/compile-link.ts';
import type { Contract, Operation, Parameter } from '../../contract/contract.ts';
import { type RuntimeExpression, readExpression } from '../../contract/runtime-expression.ts';
import type { OperationKey } from '../../finding.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { joinPointer } from '../../spec/pointer.ts';
import { declaredProperties, readSchema } from '../values/schema-view.ts';
import { type Field, isCompatible, listFields } from './answer-fields.ts';
import { idNames, isReference, namesOf, normalise, toSingular } from './field-names.ts';
import { collectionBefore, sameForm, segmentsOf } from './resource-path.ts';

/** A place in the exchange of one operation whose value another operation can use. */
export type Producer = {
  readonly from: OperationKey;
  /** The response that has it: `201`, `2XX`. Absent for a value of the request. */
  readonly status?: string;
  /** `/response/body/id`, `/response/body/0/id`, `/response/header/location`, `/request/path/id`. */
  readonly source: string;
  /** `/path/id`, `/query/after`, `/body/owner`. */
  readonly to: string;
  /** The Link Object that says so. */
  readonly link?: SpecPlace;
  /** How it is known: by a link, by paths that belong together, or by equal names alone. */
  readonly strength: 'link' | 'path' | 'name';
};

const strengths: readonly Producer['strength'][] = ['link', 'path', 'name'];

/**
 * Where the values that an operation needs can come from: the answers and requests of the others. The surest come first,
 * each connection once. Whether one value fits is for the consumer's schema to say. A value of the header `location` is
 * a URI: the parameter is what stands at its place in the path.
 *
 * @example findProducers(contract, getTask) // [{ from: 'POST /tasks', status: '201', source: '/response/body/id', to: '/path/id', … }]
 */
export function findProducers(contract: Contract, operation: Operation): readonly Producer[] {
  const found = new Map<string, Producer>();
  for (const producer of [
    ...linkProducers(contract, operation),
    ...pathProducers(contract, operation),
    ...nameProducers(contract, operation),
  ]) {
    const key = JSON.stringify([producer.from, producer.status, producer.source, producer.to]);
    if (!found.has(key)) found.set(key, producer);
  }
  return [...found.values()].sort((a, b) => strengths.indexOf(a.strength) - strengths.indexOf(b.strength));
}

/** What the links that lead here name with one expression (OpenAPI 3.1 §4.8.20). */
function* linkProducers(contract: Contract, operation: Operation): Generator<Producer> {
  for (const { key: from, responses } of contract.operations)
    for (const { status, links } of responses)
      for (const link of links) {
        if (link.operation !== operation.key) continue;
        const given = link.parameters.map(({ value, ...wanted }) => {
          const parameter = findLinked(operation, wanted);
          return { value, to: parameter && toPointer(parameter) };
        });
        for (const { value, to } of [...given, { value: link.requestBody, to: '/body' }]) {
          const expression = typeof value === 'string' ? readExpression(value) : undefined;
          const source = expression && toSource(expression);
          if (source === undefined || to === undefined) continue;
          yield { from, status, source, to, link: link.at, strength: 'link' };
        }
      }
}

/** `$response.body#/id` is `/response/body/id`; the parts of a URL and the status are no places in an exchange. */
function toSource(expression: RuntimeExpression): string | undefined {
  if (!('part' in expression)) return undefined;
  const start = `/${expression.source}/${expression.part}`;
  return expression.part === 'body' ? start + expression.pointer : joinPointer(start, expression.name);
}

/** `/path/id`, `/query/q`, `/header/x-id`: the place of a parameter in a request. */
export function toPointer({ in: place, name }: Parameter): string {
  return joinPointer('', place, place === 'header' ? name.toLowerCase() : name);
}

/**
 * What the paths tell: `/tasks/{id}` is one of what POST makes and GET lists at `/tasks`; the parameters before `{id}`
 * are those of the request that made it.
 */
function* pathProducers(contract: Contract, operation: Operation): Generator<Producer> {
  const segments = segmentsOf(operation.path);
  for (const parameter of operation.parameters) {
    const index = segments.findIndex(({ parameters }) => parameters.includes(parameter.name));
    if (parameter.in !== 'path' || index < 0) continue;
    const own = segments.slice(0, index + 1);
    for (const other of contract.operations) {
      if (other.key === operation.key) continue;
      const theirs = segmentsOf(other.path);
      const before = collectionBefore(operation.path, parameter.name);
      const collects = before !== undefined && (other.method === 'POST' || other.method === 'GET');
      if (collects && sameForm(other.path, before))
        yield* memberProducers(contract, other, { parameter, resource: segments[index - 1]?.text ?? '' });
      // Whoever named it in a request that was accepted has named one that is there.
      const writes = other.method === 'PUT' || (other.method === 'POST' && theirs.length > own.length);
      const theirName = theirs[index]?.parameters[0];
      if (writes && theirName !== undefined && sameForm(theirs.slice(0, index + 1), own))
        yield {
          from: other.key,
          source: joinPointer('/request/path', theirName),
          to: toPointer(parameter),
          strength: 'path',
        };
    }
  }
}

/** The fields of a collection's answers that name one of its members. */
function* memberProducers(
  contract: Contract,
  producer: Operation,
  member: { parameter: Parameter; resource: string },
): Generator<Producer> {
  const { parameter, resource } = member;
  const names = idNames(parameter.name, resource);
  const schema = parameter.schema ?? parameter.mediaType?.schema;
  for (const response of producer.responses) {
    if (!/^2/.test(response.status)) continue;
    const base = { from: producer.key, status: response.status, to: toPointer(parameter) };
    const fields = listFields(contract, response).filter(
      ({ inList, schema: own }) =>
        inList === (producer.method === 'GET') &&
        (!schema || isCompatible(contract, own, { schema, written: true })),
    );
    for (const name of names) {
      const field = fields.find((one) => normalise(one.name) === name && isOwn(one, resource));
      if (!field) continue;
      yield { ...base, source: field.source, strength: 'path' };
      break;
    }
    const bare = fields.find((one) => one.name === '');
    if (bare) yield { ...base, source: bare.source, strength: 'path' };
    const chosen = producer.method === 'POST' && findRequestField(contract, producer, parameter);
    if (chosen) yield { ...base, source: chosen, strength: 'path' };
    const located = response.headers.some(({ name }) => name === 'location');
    if (producer.method === 'POST' && located)
      yield { ...base, source: '/response/header/location', strength: 'path' };
  }
}

/** Where the sender itself names what is made: a field of the body with the parameter's own name. */
function findRequestField(contract: Contract, producer: Operation, parameter: Parameter): string | undefined {
  const schema = producer.requestBody?.content[0]?.schema;
  if (!schema || normalise(parameter.name) === 'id') return undefined;
  const names = [...declaredProperties(readSchema(contract.document, schema)).keys()];
  const name = names.find((one) => normalise(one) === normalise(parameter.name));
  return name === undefined ? undefined : joinPointer('/request/body', name);
}

/** Words around a resource in an answer that are no resource themselves. */
const envelopes: ReadonlySet<string> = new Set([
  'data',
  'result',
  'results',
  'item',
  'payload',
  'attributes',
  'response',
]);

/** Whether a field is one of the resource itself, and not of something else that stands in it. */
function isOwn({ owners }: Field, resource: string): boolean {
  return owners.every((name) => envelopes.has(normalise(name)) || normalise(name) === toSingular(resource));
}

/** Fields of answers with the name of what is wanted, where that name is one that refers to something. */
function* nameProducers(contract: Contract, operation: Operation): Generator<Producer> {
  const wanted = listWanted(contract, operation);
  if (wanted.length === 0) return;
  for (const other of contract.operations) {
    if (other.key === operation.key) continue;
    for (const response of other.responses) {
      if (!/^2/.test(response.status)) continue;
      const fields = listFields(contract, response);
      for (const { to, name, schema } of wanted) {
        const field = fields.find(
          (one) =>
            refersTo(name, one, other) &&
            (!schema || isCompatible(contract, one.schema, { schema, written: !to.startsWith('/body') })),
        );
        if (field)
          yield { from: other.key, status: response.status, source: field.source, to, strength: 'name' };
      }
    }
  }
}

type Wanted = {
  readonly to: string;
  readonly name: string;
  readonly schema: Parameter['schema'] | undefined;
};

function listWanted({ document }: Contract, operation: Operation): Wanted[] {
  const parameters = operation.parameters.map((one) => ({
    to: toPointer(one),
    name: one.name,
    schema: one.schema,
  }));
  const schema = operation.requestBody?.content[0]?.schema;
  const properties = schema ? [...declaredProperties(readSchema(document, schema))] : [];
  const members = properties.map(([name, place]) => ({
    to: joinPointer('/body', name),
    name,
    schema: place,
  }));
  return [...parameters, ...members].filter(({ name }) => isReference(name));
}

/** `owner_id` is a field of that name, or the `id` in what `/owners` answers. */
function refersTo(name: string, field: Field, { path }: Operation): boolean {
  if (normalise(field.name) === normalise(name)) return true;
  const segments = segmentsOf(path);
  return segments.some(({ text, parameters }, index) => {
    // `/pets/{id}` and `/pets/search` answer with pets, `/pets/{id}/toys` with toys.
    const rest = new Set(segments.slice(index + 1).map((one) => one.parameters.length > 0));
    return (
      parameters.length === 0 &&
      rest.size < 2 &&
      isOwn(field, text) &&
      namesOf(name, text).includes(normalise(field.name))
    );
  });
}
