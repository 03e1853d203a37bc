import type { SpecDocument } from '../spec/document.ts';
import { readClauses } from '../spec/read-clauses.ts';
import { isObject } from '../spec/walk.ts';
import { listLinkProblems } from './compile-link.ts';
import { indexOperations } from './compile-operation.ts';
import { listHidden, listUnjudged } from './compile-problems.ts';
import type { Compiling, Found } from './compile-reference.ts';
import { compileServers, defaultServers, givenServers } from './compile-server.ts';
import { verifyReferences } from './compile-verify.ts';
import type { Contract, Problem } from './contract.ts';
import { createRouter } from './route.ts';
import { createValidators } from './validator.ts';

export type CompileOptions = {
  /** Base URLs that replace every server of the document, for a deployment that it does not name. */
  readonly servers?: readonly string[];
  /** Whether `format` is checked; `assert` where nothing is said. */
  readonly formats?: 'assert' | 'annotate';
};

/**
 * Makes a loaded document ready for judging: follows its references, fills in defaults, makes 3.0 and 3.1 one. The
 * document is not changed; schemas are compiled later, on first use.
 *
 * @throws KitError `reference-unresolvable`, when a reference between OpenAPI objects is circular or leads nowhere
 * @example const contract = compileContract(await loadSpec('openapi.yaml', { cwd }));
 */
export function compileContract(document: SpecDocument, options: CompileOptions = {}): Contract {
  verifyReferences(document);
  const compiling: Compiling = { document, problems: [], shared: new Map(), destinations: new Map() };
  const root: Found = { value: document.root, at: { uri: document.uri, pointer: '' } };
  const info = isObject(document.root.info) ? document.root.info : {};
  const servers = options.servers
    ? { servers: givenServers(document, options.servers), replaced: true }
    : { servers: compileServers(compiling, root) ?? defaultServers(document), replaced: false };
  const entries = indexOperations(compiling, servers);
  const { formats } = options;
  const readOperations = once(() => Object.freeze(entries.map((entry) => entry.compile())));
  const readStatements = once(() => Object.freeze(readClauses(document)));
  const readProblems = once(() => {
    const links = listLinkProblems(readOperations());
    return sortProblems([...listUnjudged(document), ...listHidden(entries), ...links, ...compiling.problems]);
  });
  // The three lists take time in proportion to the document, and judging one exchange needs none of them.
  return Object.freeze({
    title: String(info.title ?? ''),
    version: String(info.version ?? ''),
    digest: document.digest,
    document,
    get operations() {
      return readOperations();
    },
    get clauses() {
      return readStatements();
    },
    get problems() {
      return readProblems();
    },
    match: createRouter(entries, document.uri),
    validator: createValidators(document, formats === undefined ? {} : { formats }),
  });
}

function once<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

/** By place, since the order of compilation depends on which operation is used first. */
function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  const keyOf = ({ at, reason }: Problem) => `${at.uri}#${at.pointer} ${reason}`;
  const byKey = new Map(problems.map((problem) => [keyOf(problem), Object.freeze(problem)]));
  return Object.freeze([...byKey.keys()].sort().map((key) => byKey.get(key) as Problem));
}
