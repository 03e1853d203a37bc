import type { Contract, Response, SchemaPlace } from '../../contract/contract.ts';
import { joinPointer } from '../../spec/pointer.ts';
import { isJsonType } from '../request/serialise-body.ts';
import {
  allowedTypes,
  branchesOf,
  childOf,
  declaredProperties,
  findKeyword,
  readSchema,
  type SchemaView,
} from '../values/schema-view.ts';

/** A field of an answer with a single value in it. */
export type Field = {
  /** Empty for an answer or item that is the value itself. */
  readonly name: string;
  /** `/response/body/id`, `/response/body/items/0/id`. */
  readonly source: string;
  readonly schema: SchemaPlace;
  /** In the first item of a list. */
  readonly inList: boolean;
  /** The names of the objects around it, up to the answer or the item of the list. */
  readonly owners: readonly string[];
};

/** Objects in objects in the answer: an envelope, then the resource. */
const deepest = 3;

/** The single values that an answer of JSON has, outer ones first; of a list those of its first item. */
export function listFields(contract: Contract, response: Response): readonly Field[] {
  const found: Field[] = [];
  for (const { name, schema } of response.content)
    if (schema && isJsonType(name))
      collect(
        contract,
        { name: '', source: '/response/body', schema, inList: false, owners: [] },
        { found, depth: 0 },
      );
  return found.toSorted((a, b) => depthOf(a) - depthOf(b));
}

function depthOf({ source }: Field): number {
  return source.split('/').length;
}

function collect(contract: Contract, field: Field, into: { found: Field[]; depth: number }): void {
  const { found, depth } = into;
  const view = readSchema(contract.document, field.schema);
  const types = allowedTypes(view);
  const views = [
    view,
    ...[...branchesOf(view, 'oneOf'), ...branchesOf(view, 'anyOf')].map((one) =>
      readSchema(contract.document, one),
    ),
  ];
  const properties = new Map(views.flatMap((one) => [...declaredProperties(one)]).reverse());
  const items = views.flatMap(itemsOf)[0];
  if (properties.size === 0 && !items) {
    if (isScalar(types)) found.push(field);
    return;
  }
  if (depth >= deepest) return;
  const deeper = { found, depth: depth + 1 };
  if (items && types.includes('array') && !field.inList)
    collect(
      contract,
      { name: '', source: `${field.source}/0`, schema: items, inList: true, owners: [] },
      deeper,
    );
  for (const [name, schema] of [...properties].reverse())
    collect(
      contract,
      {
        name,
        source: joinPointer(field.source, name),
        schema,
        inList: field.inList,
        owners: field.name === '' ? field.owners : [...field.owners, field.name],
      },
      deeper,
    );
}

function itemsOf(view: SchemaView): SchemaPlace[] {
  return findKeyword(view, 'items').map(({ at }) => childOf(view, at));
}

function isScalar(types: readonly string[]): boolean {
  return types.includes('string') || types.includes('integer') || types.includes('number');
}

/**
 * Whether a value of the one schema can be one of the other, as far as type, format and enum tell. What is `written`, as
 * in a path or a query, is a text there: a number is one as well.
 */
export function isCompatible(
  contract: Contract,
  from: SchemaPlace,
  to: { readonly schema: SchemaPlace; readonly written: boolean },
): boolean {
  const [source, target] = [readSchema(contract.document, from), readSchema(contract.document, to.schema)];
  const types = new Set<string>(allowedTypes(source));
  if (to.written && isScalar([...types])) types.add('string');
  const shared = allowedTypes(target).filter((type) => type !== 'null' && types.has(type));
  if (!isScalar(shared)) return false;
  const [given, wanted] = [formatOf(source), formatOf(target)];
  return given === undefined || wanted === undefined || given === wanted || isNumeric(given);
}

/** `int32` and the like say how a number is kept, and nothing about where it can be used. */
function isNumeric(format: unknown): boolean {
  return /^(u?int\d*|float|double|decimal)$/.test(String(format));
}

function formatOf(view: SchemaView): unknown {
  return findKeyword(view, 'format')[0]?.value;
}
