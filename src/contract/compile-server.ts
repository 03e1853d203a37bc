import type { SpecDocument } from '../spec/document.ts';
import { isObject } from '../spec/walk.ts';
import { type Compiling, type Found, followList, placeIn, textOf } from './compile-reference.ts';
import type { Server } from './contract.ts';

/** The servers of one object (§4.8.5); undefined where it has none, so that those of its parent hold. */
export function compileServers(compiling: Compiling, owner: Found): readonly Server[] | undefined {
  if (owner.value.servers === undefined) return undefined;
  const servers = followList(compiling, owner, 'servers').flatMap(
    (found) => compileServer(compiling, found) ?? [],
  );
  return servers.length === 0 ? undefined : Object.freeze(servers);
}

/** Without `servers` there is one with the URL `/` (§4.8.1). */
export function defaultServers({ uri }: SpecDocument): readonly Server[] {
  return Object.freeze([toServer({ uri, pointer: '' }, '/')]);
}

/** Servers that a caller gives in place of the document's. */
export function givenServers({ uri }: SpecDocument, urls: readonly string[]): readonly Server[] {
  return Object.freeze(urls.map((url) => toServer({ uri, pointer: '/servers' }, url)));
}

function toServer(at: Server['at'], url: string): Server {
  return Object.freeze({ at: Object.freeze(at), url, variables: Object.freeze({}) });
}

function compileServer({ problems }: Compiling, { value, at }: Found): Server | undefined {
  const url = textOf(value, 'url');
  if (url === undefined) {
    problems.push({ reason: 'a server without a url is not recognised', at });
    return undefined;
  }
  const variables: Record<string, Server['variables'][string]> = {};
  for (const [name, variable] of Object.entries(isObject(value.variables) ? value.variables : {})) {
    if (!isObject(variable)) continue;
    const values = Array.isArray(variable.enum) ? variable.enum.map(String) : undefined;
    if (variable.default === undefined && !values)
      problems.push({ reason: `server variable ${name} has no default`, at: placeIn(at, 'variables', name) });
    variables[name] = Object.freeze({
      default: String(variable.default ?? values?.[0] ?? ''),
      ...(values && { enum: Object.freeze(values) }),
    });
  }
  return Object.freeze({ at, url, variables: Object.freeze(variables) });
}
