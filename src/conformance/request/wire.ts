import type { Operation } from '../../contract/contract.ts';
import type { HttpRequest } from '../../exchange/exchange.ts';
import type { CaseBody, CaseRequest } from '../plan/case.ts';
import { attachCredentials } from './attach-credentials.ts';
import type { Credentials } from './credentials.ts';

/** A request exactly as it is sent. */
export type WireRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array;
};

/** The case's request with its credential; undefined where the run has no credential of that kind. */
export function toWire(
  request: CaseRequest,
  operation: Operation,
  credentials: Credentials,
): WireRequest | undefined {
  const attached = attachCredentials(request, operation, credentials);
  if (!attached) return undefined;
  return {
    method: request.method,
    url: attached.url,
    headers: attached.headers.map(([name, value]) => [spell(name, request.fieldNames), value]),
    ...(request.body ? { body: toBytes(request.body) } : {}),
  };
}

function spell(name: string, how: CaseRequest['fieldNames']): string {
  if (how === undefined) return name;
  return how === 'lower' ? name.toLowerCase() : name.toUpperCase();
}

function toBytes(body: CaseBody): Uint8Array {
  return Buffer.from(
    body.kind === 'text' ? body.text : body.base64,
    body.kind === 'text' ? 'utf8' : 'base64',
  );
}

/** What a server reads from the wire: lower-case names, values without the blanks around them (RFC 9110 §5.5). */
export function readWire(wire: WireRequest): HttpRequest {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of wire.headers) {
    const key = name.toLowerCase();
    const text = value.replace(/^[ \t]+|[ \t]+$/g, '');
    const old = headers[key];
    headers[key] = old === undefined ? text : [...(typeof old === 'string' ? [old] : old), text];
  }
  return {
    method: wire.method,
    url: wire.url,
    headers,
    // One of length 0 can be an empty file or text: its media type tells.
    ...(wire.body ? { body: { kind: 'bytes', bytes: wire.body } } : {}),
  };
}
