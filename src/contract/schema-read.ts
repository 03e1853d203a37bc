import type { Json } from '../finding.ts';
import type { SpecPlace } from '../spec/document.ts';
import { findAtPointer, joinPointer } from '../spec/pointer.ts';
import type { SchemaPlace, SchemaUse } from './contract.ts';
import { applicatorReaders } from './schema-applicator.ts';
import { assertionReaders } from './schema-assertion.ts';
import { type Dialect, type DialectName, dialectOf, isStatement } from './schema-dialect.ts';
import { createExemptions, exemptingKeyword } from './schema-direction.ts';
import { isObject, type JsonObject } from './schema-keyword.ts';
import type { Keyword, SchemaNode } from './schema-node.ts';
import { type KeywordReader, type Mode, problem, type Reading, received, turned } from './schema-reading.ts';
import type { Resource, ResourceIndex } from './schema-resource.ts';

/** Everything besides its place that decides what a schema means. */
type Scope = {
  readonly dialect: DialectName;
  /** Where each `$dynamicAnchor` leads from here: into the outermost resource that has it (core §8.2.3.2). */
  readonly anchors: DynamicAnchors;
  readonly mode: Mode;
  readonly exempt: ReadonlySet<string>;
};

/** Null for a name that one resource gives twice. */
type DynamicAnchors = ReadonlyMap<string, SpecPlace | null>;

const readers: ReadonlyMap<string, KeywordReader> = new Map(
  Object.entries({ ...assertionReaders, ...applicatorReaders }),
);

/**
 * Reads schemas of a document for one use, each once. Never throws for what the document says: what is wrong with it
 * becomes a `problem` of the node. (A schema nested beyond the call stack throws a RangeError.)
 */
export function createSchemaReader(
  index: ResourceIndex,
  use: SchemaUse,
  assertFormats: boolean,
): (place: SchemaPlace) => SchemaNode {
  const nodes = new Map<string, SchemaNode>();
  const exemptions = createExemptions(index, exemptingKeyword[use.direction], (at, reference) => {
    const target = index.find(reference, index.resourceOf(at).uri);
    return typeof target === 'string' ? undefined : target.place;
  });
  const none: ReadonlySet<string> = new Set();
  const awaitsResponse = use.direction === 'response' && use.stance === 'expected';

  return ({ uri, pointer, dialect }) => {
    const mode = use.stance === 'expected' ? 'possible' : 'demand';
    return enter({ uri, pointer }, { dialect, anchors: new Map(), mode, exempt: none });
  };

  /** A schema for a value of its own. */
  function enter(at: SpecPlace, scope: Scope): SchemaNode {
    return read(at, { ...scope, exempt: exemptAt(at, scope) });
  }

  /** A schema for the same value as the one around it. */
  function apply(at: SpecPlace, scope: Scope): SchemaNode {
    const own = exemptAt(at, scope);
    const exempt =
      scope.mode !== 'demand' ? none : own.size === 0 ? scope.exempt : new Set([...scope.exempt, ...own]);
    return read(at, { ...scope, exempt });
  }

  function exemptAt(at: SpecPlace, { mode }: Scope): ReadonlySet<string> {
    return mode === 'demand' ? exemptions(at) : none;
  }

  function read(at: SpecPlace, outer: Scope): SchemaNode {
    const resource = index.resourceOf(at);
    const dialect = dialectOf(index, resource, outer.dialect);
    if (typeof dialect === 'string') return { at, keywords: [problem('$schema', dialect, '')] };
    const scope = { ...outer, dialect: dialect.name, anchors: within(outer.anchors, resource) };
    const key = keyOf(at, scope);
    const known = nodes.get(key);
    if (known) return known;
    const keywords: Keyword[] = [];
    const node = { at, keywords };
    nodes.set(key, node);
    const schema = findAtPointer(index.data(at.uri) ?? null, at.pointer);
    for (const keyword of keywordsOf(schema, { at, resource, dialect, scope })) keywords.push(keyword);
    return node;
  }

  function* keywordsOf(schema: Json | undefined, here: Here): Iterable<Keyword> {
    if (schema === true) return;
    if (schema === false) return yield { kind: 'never', name: applyingKeyword(here.at) };
    if (!isObject(schema)) {
      const reason =
        schema === undefined ? 'there is no schema here' : `a schema must be an object, ${received(schema)}`;
      return yield problem('schema', reason, '');
    }
    const reading = readingOf(schema, here);
    const entries = Object.entries(schema);
    const last = entries.filter(([keyword]) => keyword.startsWith('unevaluated'));
    const order = [...entries.filter((entry) => !last.includes(entry)), ...last];
    // OpenAPI 3.0.3 §4.7.23: what stands beside a `$ref` is ignored.
    const only = here.dialect.name === 'openapi-3.0' && Object.hasOwn(schema, '$ref') ? '$ref' : undefined;
    for (const [keyword, value] of order) {
      if (only !== undefined && keyword !== only) continue;
      // OpenAPI 3.0.3 §4.7.24.2, JSON Schema validation §9.4: a consumer waits for it in vain.
      if (keyword === 'writeOnly' && value === true && awaitsResponse && here.scope.mode === 'possible')
        yield { kind: 'never', name: 'writeOnly' };
      if (here.dialect.knows(keyword) || keyword === only) yield* readKeyword(keyword, value, reading);
      else if (here.dialect.name === 'openapi-3.0' && isStatement(keyword))
        yield { kind: 'unjudged', name: keyword, reason: `OpenAPI 3.0 has no keyword ${keyword}` };
    }
  }

  function readKeyword(keyword: string, value: Json, reading: Reading): readonly Keyword[] {
    const found = readers.get(keyword)?.(value, reading) ?? [];
    return 'kind' in found ? [found] : found;
  }

  function readingOf(schema: JsonObject, { at, resource, dialect, scope }: Here): Reading {
    const base = dialect.name === 'openapi-3.0' ? at.uri : resource.uri;
    const below = (tokens: readonly (string | number)[]) => ({
      uri: at.uri,
      pointer: joinPointer(at.pointer, ...tokens),
    });
    return {
      at,
      schema,
      dialect,
      mode: scope.mode,
      assertsFormat: assertFormats || dialect.assertsFormat,
      exempt: scope.exempt,
      inner: (...tokens) => enter(below(tokens), scope),
      innerTurned: (...tokens) => enter(below(tokens), { ...scope, mode: turned(scope.mode) }),
      same: (mode, ...tokens) => apply(below(tokens), { ...scope, mode }),
      follow: (reference, kind) => {
        const target = index.find(reference, base);
        if (typeof target === 'string') return target;
        const { place, resource, anchor } = target;
        if (kind === 'static' || anchor === undefined || !resource.dynamicAnchors.has(anchor))
          return apply(place, scope);
        const outermost = scope.anchors.get(anchor);
        return outermost === null
          ? 'names an anchor that several schemas have'
          : apply(outermost ?? place, scope);
      },
      sameTarget: (reference, other) => {
        const [target, second] = [index.find(reference, base), index.find(other, base)];
        if (typeof target === 'string' || typeof second === 'string') return false;
        return target.place.uri === second.place.uri && target.place.pointer === second.place.pointer;
      },
    };
  }

  function keyOf({ uri, pointer }: SpecPlace, { dialect, anchors, mode, exempt }: Scope): string {
    const outside = [...anchors].map(([name, place]) => `${name} ${place?.uri}#${place?.pointer}`).sort();
    return JSON.stringify([uri, pointer, dialect, mode, [...exempt].sort(), outside]);
  }
}

type Here = { at: SpecPlace; resource: Resource; dialect: Dialect; scope: Scope };

/** The dynamic scope inside a resource: anchors that a resource further out has keep their place. */
function within(anchors: DynamicAnchors, resource: Resource): DynamicAnchors {
  const added = [...resource.dynamicAnchors].filter(([name]) => !anchors.has(name));
  if (added.length === 0) return anchors;
  const places = added.map(([name, [place, second]]) => [name, second ? null : (place ?? null)] as const);
  return new Map([...anchors, ...places]);
}

/** The keyword whose value the schema at a place is, for `false` in `additionalProperties: false`. */
function applyingKeyword({ pointer }: SpecPlace): string {
  const [last = '', parent = ''] = pointer.split('/').reverse();
  return /^(additionalProperties|unevaluated\w+|items)$/.test(last) && parent !== 'properties'
    ? last
    : 'false schema';
}
