import type { Operation, Server } from '../contract/contract.ts';
import { joinPointer } from '../spec/pointer.ts';
import { provePlace, type Sighting } from './sighting.ts';

/** An accepted request to an absolute URL shows the server that it was sent to, with the values of its variables. */
export function exerciseServer(sighting: Sighting, { servers }: Operation, url: string): void {
  if (url.startsWith('/')) return;
  const server = servers.find((candidate) => patternOf(candidate).test(url));
  if (!server) return;
  provePlace(sighting, server.at);
  provePlace(sighting, server.at, '/url');
  for (const name of Object.keys(server.variables)) {
    provePlace(sighting, server.at, '/variables');
    provePlace(sighting, server.at, joinPointer('/variables', name));
  }
}

const patternOfServer = new WeakMap<Server, RegExp>();

/** The URL template as a pattern (OpenAPI 3.1 §4.8.5): a variable is one of its values, or any text without a slash. */
function patternOf(server: Server): RegExp {
  const known = patternOfServer.get(server);
  if (known) return known;
  const source = server.url
    .replace(/\/$/, '')
    .split(/\{([^}]*)\}/)
    .map((part, index) => (index % 2 === 0 ? escapePattern(part) : variable(server, part)))
    .join('');
  const pattern = new RegExp(`^${source}(?:[/?#]|$)`, 'i');
  patternOfServer.set(server, pattern);
  return pattern;
}

function variable({ variables }: Server, name: string): string {
  const values = Object.hasOwn(variables, name) ? variables[name]?.enum : undefined;
  return values ? `(?:${values.map(escapePattern).join('|')})` : '[^/?#]*';
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
