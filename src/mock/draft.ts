import type { Contract, Example, MediaType, Operation, Parameter, Response } from '../contract/contract.ts';
import type { Json } from '../finding.ts';
import { serialiseBody, serialiseHeader } from '../validate/serialise.ts';
import { usableExamples } from '../validate/usable-example.ts';
import { type Answer, noBody } from './answer.ts';

/** What a part of an answer is made of: a documented example, or a generated value. */
export type Content = { readonly example: Example } | { readonly value: Json };

/** An answer that is decided on and not written yet. */
export type Draft = {
  readonly operation: Operation;
  readonly definition: Response;
  readonly status: number;
  /** Absent where there is no body. */
  readonly mediaType?: MediaType;
  readonly body?: Content;
  readonly headers: readonly { readonly header: Parameter; readonly content: Content }[];
};

/**
 * Fields about the connection and about how the body is carried (RFC 9110 §7.6.1, RFC 9112 §6): they have to be true of
 * the message that is sent, so no example may set them.
 */
const framing: ReadonlySet<string> = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Writes an answer out; half a sentence where its value cannot be written as its media type. A header that no field can
 * carry is left out.
 */
export function writeDraft(draft: Draft): Answer | string {
  const { operation, status, mediaType, body } = draft;
  const headers: Record<string, string> = {};
  for (const { header, content } of draft.headers) {
    if (framing.has(header.name.toLowerCase())) continue;
    const text = serialiseHeader(readValue(content) ?? null, header.explode);
    if (text !== undefined) headers[header.name.toLowerCase()] = text;
  }
  if (operation.deprecated) headers.deprecation = 'true';
  if (!mediaType || !body) return { status, headers, body: noBody };
  const type = toConcrete(mediaType.name, readValue(body));
  const text = writeBody(body, type);
  if (text === undefined) return `its value cannot be written as ${mediaType.name}`;
  headers['content-type'] = type;
  return { status, headers, body: Buffer.from(text) };
}

/** The headers of a response from their examples; undefined where one has none that may be served. */
export function headersFromExamples(contract: Contract, { headers }: Response): Draft['headers'] | undefined {
  const found: Draft['headers'][number][] = [];
  for (const header of headers) {
    const [example] = usableExamples(contract, header);
    if (example?.value === undefined) return undefined;
    found.push({ header, content: { example } });
  }
  return found;
}

function readValue(content: Content): Json | undefined {
  return 'value' in content ? content.value : content.example.value;
}

function writeBody(content: Content, type: string): string | undefined {
  if ('example' in content && content.example.text !== undefined) return content.example.text;
  const value = readValue(content);
  return value === undefined ? '' : serialiseBody(value, type);
}

const typicalSubtypes: Readonly<Record<string, string>> = {
  application: 'json',
  audio: 'mpeg',
  image: 'png',
  text: 'plain',
  video: 'mp4',
};

/** A media range documents many types; one of them is sent (RFC 9110 §8.3 knows no ranges in Content-Type). */
function toConcrete(name: string, value: Json | undefined): string {
  if (!name.includes('*')) return name;
  const [type = '', subtype = ''] = name.split(/[/;]/);
  if (type === '*') return typeof value === 'string' ? 'text/plain' : 'application/json';
  if (subtype.trim().startsWith('*+')) return `${type}/${subtype.trim().slice(2)}`;
  return `${type}/${typicalSubtypes[type] ?? 'octet-stream'}`;
}
