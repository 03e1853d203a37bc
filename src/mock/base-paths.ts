import type { SpecDocument } from '../spec/document.ts';
import { isObject } from '../spec/walk.ts';

/**
 * Where the mock serves the paths of a document: at its root, as Prism does, and under the base paths of the servers that
 * the document names (OpenAPI 3.1 §4.8.5), so that a client only has to exchange the host.
 */
export function basePaths({ root }: SpecDocument): readonly string[] {
  const servers = Array.isArray(root.servers) ? root.servers : [];
  const paths = servers.flatMap((server) => {
    if (!isObject(server) || typeof server.url !== 'string') return [];
    const { variables } = server;
    const url = server.url.replace(/\{([^}]*)\}/g, (_, name: string) => defaultOf(variables, name));
    const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/, 1)[0] ?? '';
    return path.startsWith('/') && path !== '/' ? [path.replace(/\/+$/, '')] : [];
  });
  return [...new Set(['/', ...paths])];
}

function defaultOf(variables: unknown, name: string): string {
  // Whatever is under `variables` was read from a JSON document.
  const variable = (variables as Record<string, { default?: unknown } | undefined> | undefined)?.[name];
  return String(variable?.default ?? '');
}
