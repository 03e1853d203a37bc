import { _, Ajv2020, type KeywordCxt } from 'ajv/dist/2020.js';
import type { Json } from '../finding.ts';
import type { SpecDocument } from '../spec/document.ts';
import type { SchemaPlace, SchemaUse, Validator } from './contract.ts';
import type { SchemaNode } from './schema-node.ts';
import { createSchemaReader } from './schema-read.ts';
import { createResourceIndex } from './schema-resource.ts';
import { type Survey, survey } from './schema-survey.ts';
import {
  type Compiled,
  explain,
  isRight,
  judge,
  reasonWithout,
  type Subject,
  toUnjudged,
} from './validator-explain.ts';
import { type Judge, toPlainSchema } from './validator-schema.ts';

/**
 * Gives the validators of a document's schemas. Each is read when it is first asked for, compiled when it first judges, and
 * kept: equal places and uses give the same object. Nothing throws: what cannot be judged is an `uncheckable` validator.
 * `formats: 'annotate'` leaves `format` unchecked (JSON Schema 2020-12 validation §7.2.1); the default checks it.
 *
 * @example
 * const find = createValidators(document);
 * find({ uri, pointer: '/components/schemas/Pet', dialect: 'draft2020-12' }, { direction: 'response', stance: 'observed' });
 */
export function createValidators(
  document: SpecDocument,
  options: { readonly formats?: 'assert' | 'annotate' } = {},
): (schema: SchemaPlace, use: SchemaUse) => Validator {
  const index = createResourceIndex(document, standardMetaSchema);
  const compile = createCompiler();
  const readers = new Map<number, (place: SchemaPlace) => SchemaNode>();
  // The first answers without building a key; equal places of different objects meet in the second.
  const byObject = new WeakMap<SchemaPlace, (Validator | undefined)[]>();
  const byKey = new Map<string, Validator>();

  return (schema, use) => {
    const slot = (use.direction === 'request' ? 0 : 1) + (use.stance === 'observed' ? 0 : 2);
    const slots = byObject.get(schema);
    const known = slots?.[slot];
    if (known) return known;
    const key = JSON.stringify([slot, schema.dialect, schema.uri, schema.pointer]);
    const validator = byKey.get(key) ?? create(schema, use, slot);
    byKey.set(key, validator);
    if (slots) slots[slot] = validator;
    else byObject.set(schema, Object.assign(new Array<Validator | undefined>(4), { [slot]: validator }));
    return validator;
  };

  function create({ uri, pointer, dialect }: SchemaPlace, use: SchemaUse, slot: number): Validator {
    const at = { uri, pointer };
    try {
      const read = readers.get(slot) ?? createSchemaReader(index, use, options.formats !== 'annotate');
      readers.set(slot, read);
      const node = read({ uri, pointer, dialect });
      const { problems, gaps, names } = survey(node);
      const [first] = problems;
      if (first) return Object.freeze({ kind: 'uncheckable', ...first });
      const subject = { node, closes: use.stance === 'expected' };
      // Expectations are few, and no compiler knows their rules: they are walked.
      const compiled = subject.closes
        ? orThrow((value) => judge(subject, value))
        : compileLater(() => compile(node, names));
      return toValidator(subject, compiled, gaps);
    } catch (error) {
      // What was read so far may be incomplete.
      readers.delete(slot);
      return Object.freeze({ kind: 'uncheckable', reason: reasonOf(error), at });
    }
  }
}

/** Compiles on first use. Where that fails, no value is judged, and the reason says so. */
function compileLater(compile: () => Compilation): Compilation {
  let compiled: Compilation | undefined;
  const first = (): Compilation => {
    try {
      return compile();
    } catch (cause) {
      throw new Error(`the schema cannot be compiled: ${messageOf(cause)}`, { cause });
    }
  };
  return (value) => {
    compiled ??= first();
    return compiled(value);
  };
}

type Compilation = (value: Json) => boolean;

/** Compiled code throws this where a judge cannot tell; the walking evaluation then decides. */
const undecided = Symbol('undecided');

function toValidator(subject: Subject, compiled: Compilation, gaps: Survey['gaps']): Validator {
  const attempt = (value: Json): Compiled => {
    try {
      return compiled(value);
    } catch (error) {
      return error === undecided ? 'open' : { reason: reasonWithout(error) };
    }
  };
  return Object.freeze({
    kind: 'validator',
    gaps,
    isValid: (value) => {
      const verdict = attempt(value);
      return verdict === true || (verdict === 'open' && isRight(subject, value));
    },
    explain: (value) => explain(subject, value, attempt(value)),
    unjudged: (value) => toUnjudged(subject, value, attempt(value)),
  } satisfies Validator);
}

/** One compiler for schemas that ask for names like `constructor`, which every object seems to have, and a faster one for others. */
function createCompiler(): (node: SchemaNode, names: ReadonlySet<string>) => Compilation {
  const [fast, careful] = [createAjvCompiler(false), createAjvCompiler(true)];
  return (node, names) => ([...names].some((name) => name in Object.prototype) ? careful : fast)(node);
}

function createAjvCompiler(ownProperties: boolean): (node: SchemaNode) => Compilation {
  let ajv: Ajv2020 | undefined;
  const keys = new Map<SchemaNode, string>();

  return (node) => {
    ajv ??= createAjv(ownProperties);
    const validate = ajv.getSchema(keyOf(node));
    if (!validate) throw new Error('the compiler has lost a schema');
    return (value) => validate(value) === true;
  };

  function keyOf(node: SchemaNode): string {
    const known = keys.get(node);
    if (known) return known;
    const key = `schema${keys.size}`;
    keys.set(node, key);
    ajv?.addSchema(toPlainSchema(node, { keyOf, judgeOf }), key);
    return key;
  }

  function judgeOf(node: SchemaNode): Judge {
    return (value) => judge({ node, closes: false }, value);
  }
}

function createAjv(ownProperties: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    ownProperties,
    strict: true,
    strictNumbers: false,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    allowUnionTypes: true,
    allowMatchingProperties: true,
    // Schemas are our own and correct by construction; meta-schemas cost time and mean nothing here.
    validateSchema: false,
    meta: false,
    messages: false,
    // Optimising the code takes most of the time of compiling, and measured it is not faster afterwards.
    code: { optimize: false },
    logger: false,
  });
  // The constructor insists on these, and no schema here needs them: code that tracks what is evaluated is slower, and can
  // break off (Ajv 8.20: `if` with a trivial `then`, beside `patternProperties`).
  ajv.opts.unevaluated = false;
  ajv.opts.dynamicRef = false;
  ajv.addKeyword({
    keyword: 'judges',
    schemaType: 'array',
    code: (context: KeywordCxt) => {
      const judges: readonly Judge[] = context.schema;
      const scope = judges.map((ref) => context.gen.scopeValue('func', { ref: orThrow(ref) }));
      for (const name of scope) context.fail(_`!${name}(${context.data})`);
    },
  });
  return ajv;
}

function orThrow(judge: Judge): Compilation {
  return (value) => {
    const verdict = judge(value);
    if (verdict === undefined) throw undecided;
    return verdict;
  };
}

/** The meta-schemas of JSON Schema 2020-12, which a schema may refer to without loading them. */
function standardMetaSchema(uri: string): Json | undefined {
  if (!uri.startsWith('https://json-schema.org/draft/2020-12/')) return undefined;
  standard ??= new Ajv2020({ logger: false });
  return standard.schemas[uri]?.schema as Json | undefined;
}

let standard: Ajv2020 | undefined;

function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return 'the schema is nested too deeply to be read';
  return `the schema cannot be read: ${messageOf(error)}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
