import type { SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import type { SpecDocument, SpecPlace } from '../../spec/document.ts';
import { joinPointer } from '../../spec/pointer.ts';
import { findAtPlace, resolveReference } from '../../spec/resolve.ts';
import { isObject, type JsonObject } from '../../spec/walk.ts';
import { describeConstraints, describeType } from './describe-schema.ts';
import { type Html, html, prose } from './html.ts';
import { type ClausesAt, renderClauses } from './render-clauses.ts';

export type SchemaPage = { readonly document: SpecDocument; readonly clausesAt: ClausesAt };

/** Deeper ones are named and not shown. */
const deepest = 8;

/** A schema as a tree of its properties, with what is stated about each. */
export function renderSchema(page: SchemaPage, place: SchemaPlace): Html {
  const found = follow(page, place);
  return html`<div class="schema-root"><span class="type">${describeType(found.schema)}</span>${found.name && html` <span class="tag">${found.name}</span>`}
${renderBody(page, found, [])}</div>`;
}

type Found = { readonly schema: Json; readonly place: SpecPlace; readonly name: string | undefined };

/** The end of the references of a schema; the name is that of the last one. */
function follow({ document }: SchemaPage, start: SpecPlace): Found {
  let place = start;
  let schema: Json = findAtPlace(document, place) ?? true;
  let name: string | undefined;
  for (let steps = 0; steps < 20 && isObject(schema) && typeof schema.$ref === 'string'; steps += 1) {
    const target = resolveReference(schema.$ref, place.uri);
    const next = target && findAtPlace(document, target);
    if (!target || next === undefined) break;
    name = target.pointer.split('/').at(-1)?.replaceAll('~1', '/').replaceAll('~0', '~');
    place = target;
    schema = next;
  }
  return { schema, place, name };
}

/** What stands below the first line of a schema; `path` holds the schemas around it. */
function renderBody(page: SchemaPage, { schema, place }: Found, path: readonly Json[]): Html | undefined {
  if (!isObject(schema)) return undefined;
  if (path.includes(schema)) return html`<span class="soft small">the same again</span>`;
  if (path.length >= deepest) return html`<span class="soft small">not shown any deeper</span>`;
  const inner = [...path, schema];
  const rows = [
    ...propertyRows(page, schema, { place, path: inner }),
    ...otherRows(page, schema, { place, path: inner }),
  ];
  return html`${prose(textOf(schema.description))}${describeConstraints(schema)}${renderClauses(page.clausesAt(place))}
${rows.length > 0 && html`<ul class="schema">${rows}</ul>`}`;
}

type Around = { readonly place: SpecPlace; readonly path: readonly Json[] };

function propertyRows(page: SchemaPage, schema: JsonObject, around: Around): Html[] {
  if (!isObject(schema.properties)) return [];
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  return Object.keys(schema.properties).map((name) =>
    renderRow(
      page,
      {
        label: html`<span class="name">${name}</span>`,
        tokens: ['properties', name],
        isRequired: required.has(name),
      },
      around,
    ),
  );
}

const singles: Readonly<Record<string, string>> = {
  items: 'each item',
  additionalProperties: 'every other property',
  contains: 'one item at least',
  not: 'not',
};

const lists: Readonly<Record<string, string>> = {
  allOf: 'and',
  anyOf: 'any of',
  oneOf: 'one of',
  prefixItems: 'item',
};

function otherRows(page: SchemaPage, schema: JsonObject, around: Around): Html[] {
  const rows: Html[] = [];
  const add = (label: string, ...tokens: (string | number)[]) =>
    rows.push(
      renderRow(
        page,
        { label: html`<span class="type">${label}:</span>`, tokens, isRequired: false },
        around,
      ),
    );
  for (const [keyword, label] of Object.entries(singles))
    if (isObject(schema[keyword]) && Object.keys(schema[keyword]).length > 0) add(label, keyword);
  for (const [keyword, label] of Object.entries(lists)) {
    const list: Json | undefined = schema[keyword];
    if (Array.isArray(list)) for (const index of list.keys()) add(label, keyword, index);
  }
  return rows;
}

type Row = {
  readonly label: Html;
  readonly tokens: readonly (string | number)[];
  readonly isRequired: boolean;
};

function renderRow(page: SchemaPage, { label, tokens, isRequired }: Row, { place, path }: Around): Html {
  const own = { uri: place.uri, pointer: joinPointer(place.pointer, ...tokens) };
  const found = follow(page, own);
  const beside =
    found.place.pointer === own.pointer && found.place.uri === own.uri
      ? undefined
      : renderClauses(page.clausesAt(own));
  return html`<li>${label} <span class="type">${describeType(found.schema)}</span>${isRequired && html` <span class="tag required">required</span>`}${found.name && html` <span class="tag">${found.name}</span>`}
${beside}${renderBody(page, found, path)}</li>`;
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
