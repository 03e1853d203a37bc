import { CORE_SCHEMA, load, mergeTag, YAMLException } from 'js-yaml';
import { KitError } from '../errors.ts';
import type { Json } from '../finding.ts';
import { findJsonError } from './json-error.ts';
import { depthOf } from './json-scan.ts';

/** Nodes that a file may have once its YAML aliases are written out: far above real documents, far below a bomb. */
const maxNodes = 5_000_000;
/** Deeper nesting than this is no OpenAPI document; it keeps recursive readers from overflowing. */
export const maxDepth = 400;

// The core schema has no dates; OpenAPI recommends it over YAML 1.1 (§4.2). Merge keys are common in real documents.
const schema = CORE_SCHEMA.withTags(mergeTag);

/**
 * Parses one file of a document, JSON or YAML 1.2; duplicate keys are errors in YAML.
 *
 * @throws KitError `spec-unreadable`, with file, line and column
 */
export function parseSpec(text: string, name: string): Json {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const isJson = /\.json$/i.test(name.replace(/[?#].*$/, ''));
  if (isJson || /^\s*[{[]/.test(source)) {
    const parsed = parseJson(source);
    if (parsed && depthOf(source) > maxDepth) throw tooDeep(name);
    if (parsed) return parsed.value;
    // A flow mapping in a file of another name may still be YAML.
    if (isJson) throw unreadable(name, findJsonError(source), source);
  }
  try {
    // js-yaml makes plain objects, arrays and scalars only: Json by construction of the core schema.
    const value = load(source, { schema, maxDepth }) as Json;
    return source.includes('*') ? checkAliases(value, name) : value;
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const offset = error.mark?.position ?? 0;
    throw unreadable(name, { offset, reason: error.reason }, source, error);
  }
}

function parseJson(text: string): { value: Json } | undefined {
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function unreadable(
  name: string,
  { offset, reason }: { offset: number; reason: string },
  text: string,
  cause?: unknown,
): KitError {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  const message = `cannot parse ${name}, line ${line}, column ${column}: ${reason}`;
  return new KitError('spec-unreadable', message, { cause });
}

/** Counts nodes with aliases written out, so that no later walk meets a cycle or a bomb. */
function checkAliases(root: Json, name: string): Json {
  const sizes = new Map<object, number>();
  const measure = (value: Json, depth: number): number => {
    if (value === null || typeof value !== 'object') return 1;
    const known = sizes.get(value);
    if (known === -1) throw new KitError('spec-unreadable', `cannot parse ${name}: an alias contains itself`);
    if (known !== undefined) return known;
    if (depth > maxDepth) throw tooDeep(name);
    sizes.set(value, -1);
    let size = 1;
    for (const item of Array.isArray(value) ? value : Object.values(value)) size += measure(item, depth + 1);
    if (size > maxNodes)
      throw new KitError(
        'spec-unreadable',
        `cannot parse ${name}: its aliases make more than ${maxNodes} values`,
      );
    sizes.set(value, size);
    return size;
  };
  measure(root, 0);
  return root;
}

function tooDeep(name: string): KitError {
  return new KitError('spec-unreadable', `cannot parse ${name}: it is nested deeper than ${maxDepth} levels`);
}
