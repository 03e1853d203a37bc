import type { Server } from './contract.ts';
import { matchTemplate, type Template, wildcard } from './route-template.ts';

/** Where a server stands: its base path, and the origins that lead to it; without `origin` any origin does. */
export type Base = { readonly path: string; readonly origin?: string };

const maxAlternatives = 64;

/**
 * The bases that a server URL means (OpenAPI 3.1 §4.8.5): one for each combination of the values that its variables
 * document. A variable without `enum` may have any value, its default among them.
 */
export function toBases(server: Server, documentUri: string): readonly Base[] {
  const bases = new Map<string, Base>();
  for (const url of expand(server)) {
    const base = toBase(url, documentUri);
    bases.set(`${base.origin} ${base.path}`, base);
  }
  return [...bases.values()];
}

function expand({ url, variables }: Server): readonly string[] {
  let urls = [url];
  for (const [name, { default: value, enum: values }] of Object.entries(variables)) {
    if (!url.includes(`{${name}}`)) continue;
    const alternatives = values ?? [value, wildcard];
    const isBounded = urls.length * alternatives.length <= maxAlternatives;
    urls = (isBounded ? alternatives : [wildcard]).flatMap((alternative) =>
      urls.map((each) => each.replaceAll(`{${name}}`, alternative)),
    );
  }
  // A variable that the document does not describe may have any value too.
  return urls.map((each) => each.replace(/\{[^{}]*\}/g, wildcard));
}

function toBase(url: string, documentUri: string): Base {
  const [address = ''] = url.split(/[?#]/, 1);
  const absolute = /^([^:/]+:\/\/[^/]*)(.*)$/s.exec(address);
  if (absolute) return { origin: toOrigin(absolute[1] ?? ''), path: trimSlash(absolute[2] ?? '') };
  // The whole address of the server in one variable: nothing is known about its origin.
  if (address.startsWith(wildcard)) return { path: trimSlash(address.slice(1)) };
  return { path: trimSlash(toAbsolutePath(address, documentUri)) };
}

/** A relative URL is relative to the document; the host of the document says nothing about that of the traffic. */
function toAbsolutePath(address: string, documentUri: string): string {
  if (address.startsWith('/') && !address.startsWith('//')) return address;
  const root = documentUri.startsWith('http') ? documentUri : 'http://document/';
  if (!URL.canParse(address, root)) return address.startsWith('/') ? address : `/${address}`;
  return new URL(address, root).pathname.replaceAll('%00', wildcard);
}

function trimSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

const defaultPorts: Readonly<Record<string, string>> = { http: ':80', https: ':443', ws: ':80', wss: ':443' };

/** `scheme://host:port` in lower case, without credentials and without the default port (RFC 3986 §6.2.3). */
export function toOrigin(text: string): string {
  const lower = text.toLowerCase();
  const split = lower.indexOf('://');
  const scheme = lower.slice(0, split);
  const authority = lower.slice(split + 3);
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const port = defaultPorts[scheme];
  const isDefault = port !== undefined && host.endsWith(port);
  return `${scheme}://${isDefault ? host.slice(0, -port.length) : host}`;
}

/** A test for origins as `toOrigin` gives them. */
export function toOriginTest(origin: string | undefined): (received: string) => boolean {
  if (origin === undefined) return () => true;
  if (!origin.includes(wildcard)) return (received) => received === origin;
  const template: Template = { literals: origin.split(wildcard) };
  return (received) => matchTemplate(template, received) !== undefined;
}
