import type { SpecDocument } from '../spec/document.ts';
import { readClauses } from '../spec/read-clauses.ts';
import { isObject } from '../spec/walk.ts';
import { compileOperations } from './compile-operation.ts';
import { listUnjudged } from './compile-problems.ts';
import type { Compiling, Found } from './compile-reference.ts';
import { compileServers, defaultServers, givenServers } from './compile-server.ts';
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
  const problems: Problem[] = listUnjudged(document);
  const compiling: Compiling = { document, problems, shared: new Map() };
  const root: Found = { value: document.root, at: { uri: document.uri, pointer: '' } };
  const info = isObject(document.root.info) ? document.root.info : {};
  const servers = options.servers
    ? { servers: givenServers(document, options.servers), replaced: true }
    : { servers: compileServers(compiling, root) ?? defaultServers(document), replaced: false };
  const operations = compileOperations(compiling, servers);
  const match = createRouter(operations, document.uri);
  const validator = createValidators(
    document,
    options.formats === undefined ? {} : { formats: options.formats },
  );
  return Object.freeze({
    title: String(info.title ?? ''),
    version: String(info.version ?? ''),
    digest: document.digest,
    document,
    operations,
    clauses: Object.freeze(readClauses(document)),
    problems: Object.freeze(problems.map((problem) => Object.freeze(problem))),
    match,
    validator,
  });
}
