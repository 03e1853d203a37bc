import type { Json } from '../finding.ts';
import type { Clause } from './clauses.ts';
import type { SpecDocument, SpecPlace } from './document.ts';
import { findAtPointer, joinPointer } from './pointer.ts';
import { isObject, type JsonObject, walkObjects } from './walk.ts';

/** An `x-clause` that cannot be used, in one sentence without a full stop. */
export type ClauseProblem = { readonly reason: string; readonly at: SpecPlace };

/** Every usable clause of all files of a document, in document order; what is wrong with the others is not said here. */
export function readClauses(document: SpecDocument): readonly Clause[] {
  return readAll(document).clauses;
}

/** What is wrong with the `x-clause` extensions of a document: each is a clause that nothing will ever prove. */
export function listClauseProblems(document: SpecDocument): readonly ClauseProblem[] {
  return readAll(document).problems;
}

/**
 * The statement of the documentation that a place of the document belongs to: the clause whose owner and `on` are the
 * longest prefix of the place, in the same file; the first of equals.
 *
 * @example findClause(contract.clauses, { uri, pointer: '/…/schema/required/0' })?.id // 'request.body.path.mandatory'
 */
export function findClause(clauses: readonly Clause[], place: SpecPlace): Clause | undefined {
  const index = toIndex(clauses).get(place.uri);
  if (!index) return undefined;
  for (let { pointer } = place; ; pointer = pointer.slice(0, pointer.lastIndexOf('/'))) {
    const clause = index.get(pointer);
    if (clause || pointer === '') return clause;
  }
}

type Index = Map<string, Map<string, Clause>>;
const indexOfClauses = new WeakMap<readonly Clause[], Index>();

function toIndex(clauses: readonly Clause[]): Index {
  const known = indexOfClauses.get(clauses);
  if (known) return known;
  const index: Index = new Map();
  for (const clause of clauses) {
    const pointer = clause.owner.pointer + clause.on;
    const file = index.get(clause.owner.uri) ?? new Map<string, Clause>();
    index.set(clause.owner.uri, file);
    if (!file.has(pointer)) file.set(pointer, clause);
  }
  indexOfClauses.set(clauses, index);
  return index;
}

function readAll(document: SpecDocument): { clauses: Clause[]; problems: ClauseProblem[] } {
  const clauses: Clause[] = [];
  const problems: ClauseProblem[] = [];
  // Most documents have none; an escape could hide the name.
  if (![...document.files.values()].some(({ text }) => /x-clause|\\[ux]/.test(text)))
    return { clauses, problems };
  const seen = new Set<string>();
  const statements = new Map<string, Clause>();
  walkObjects(document, {
    object: (owner, _kind, place) => {
      const extension = owner['x-clause'];
      if (extension === undefined) return;
      const base = joinPointer(place.pointer, 'x-clause');
      const items: [Json, string][] = Array.isArray(extension)
        ? extension.map((item: Json, index) => [item, `${base}/${index}`])
        : [[extension, base]];
      for (const [item, pointer] of items) {
        // Two references can lead to the same object by different ways.
        if (seen.has(`${place.uri}#${pointer}`)) continue;
        seen.add(`${place.uri}#${pointer}`);
        const clause = toClause(item, owner, place);
        const reason = typeof clause === 'string' ? clause : contradict(statements.get(clause.id), clause);
        if (reason !== undefined) problems.push({ reason, at: { uri: place.uri, pointer } });
        if (typeof clause === 'string') continue;
        clauses.push(clause);
        if (!statements.has(clause.id)) statements.set(clause.id, clause);
      }
    },
  });
  return { clauses, problems };
}

/** The clause, or the sentence that says why it is none. */
function toClause(item: Json, owner: JsonObject, place: SpecPlace): Clause | string {
  if (!isObject(item)) return 'an x-clause is an object or a list of objects';
  const { id, text, source, strength, on = '', accepts } = item;
  if (typeof id !== 'string' || id === '') return 'a clause has an id, which is a text';
  if (typeof text !== 'string') return `clause ${id} has a text, which is the documented sentence`;
  if (typeof source !== 'string') return `clause ${id} has a source, which is a text`;
  if (strength !== 'documented' && strength !== 'assumed')
    return `clause ${id} has a strength, which is documented or assumed`;
  if (typeof on !== 'string' || (on !== '' && !on.startsWith('/')))
    return `clause ${id} has on: ${JSON.stringify(on)}, which is no JSON pointer`;
  if (findAtPointer(owner, on) === undefined)
    return `clause ${id} is on ${on}, which its owner does not have`;
  if (accepts !== undefined && accepts !== 'any')
    return `clause ${id} has accepts: ${JSON.stringify(accepts)}, which can only be any`;
  return Object.freeze({
    id,
    strength,
    text,
    source,
    owner: Object.freeze({ ...place }),
    on,
    ...(accepts && { accepts }),
  });
}

/** The same statement may stand in several places, but as the same statement. */
function contradict(known: Clause | undefined, clause: Clause): string | undefined {
  if (!known || (known.text === clause.text && known.strength === clause.strength)) return undefined;
  return `clause ${clause.id} stands elsewhere with another text or strength`;
}
