import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileContract } from '../../../../src/contract/compile.ts';
import type { Contract } from '../../../../src/contract/contract.ts';
import type { Draft } from '../../../../src/pact/consumer/draft.ts';
import { toInteraction } from '../../../../src/pact/consumer/to-pact.ts';
import { loadSpec } from '../../../../src/spec/load.ts';

/** The contract of a document that a test has as an object. */
export async function compileDocument(document: unknown): Promise<Contract> {
  const folder = await mkdtemp(join(tmpdir(), 'pact-document-'));
  try {
    await writeFile(join(folder, 'openapi.json'), JSON.stringify(document));
    return compileContract(await loadSpec('openapi.json', { cwd: folder }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

type Sent = {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly body?: { readonly content: unknown; readonly contentType: string };
};

/** Sends the example of an interaction, as a consumer would that does all that is expected. */
export function sendExample(origin: string, draft: Draft): Promise<Response> {
  const { request } = toInteraction(draft) as unknown as { readonly request: Sent };
  const { method, path, query = {}, headers = {}, body } = request;
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const search = pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : '';
  const isText = body?.contentType.startsWith('text/') || body?.contentType.endsWith('urlencoded');
  return fetch(`${origin}${path}${search}`, {
    method,
    headers: Object.entries(headers).map(([name, values]): [string, string] => [name, values.join(', ')]),
    ...(body && { body: isText ? String(body.content) : JSON.stringify(body.content) }),
  });
}
