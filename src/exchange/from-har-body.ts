import type { HttpBody, HttpHeaders } from './exchange.ts';
import { findHeader, mayHaveBody } from './message.ts';

type Parts = Readonly<Record<string, unknown>>;

/** The body of a HAR request: `postData.text`, else its `params`; `unavailable` when the sizes say that there was one. */
export function fromHarPostData(request: Parts, headers: HttpHeaders): HttpBody | undefined {
  const postData = isRecord(request.postData) ? request.postData : {};
  if (typeof postData.text === 'string' && postData.text !== '') return keptBody(postData, headers);
  if (Array.isArray(postData.params) && postData.params.length > 0) {
    return fromParams(
      postData.params,
      findHeader(headers, 'content-type') ?? String(postData.mimeType ?? ''),
    );
  }
  const sent = isPositive(request.bodySize) || isPositive(findHeader(headers, 'content-length'));
  if (sent || headers['transfer-encoding'] !== undefined || isStoredElsewhere(postData)) {
    return unavailable('the recording does not hold the request body');
  }
  return undefined;
}

/** The body of a HAR response (`content`); `unavailable` when the recorder dropped it. */
export function fromHarContent(
  response: Parts,
  headers: HttpHeaders,
  answer: { readonly method: string; readonly status: number },
): HttpBody | undefined {
  const content = isRecord(response.content) ? response.content : {};
  if (typeof content.text === 'string' && content.text !== '') return keptBody(content, headers);
  if (!mayHaveBody(answer.method, answer.status)) return undefined;
  const length = findHeader(headers, 'content-length');
  const dropped = isPositive(content.size) || isPositive(length) || isStoredElsewhere(content);
  if (dropped) return unavailable('the recording does not hold the response body');
  // `content.size` is the decoded length; where it is not known, the other two may still say "none".
  if (content.size === 0 || length === '0' || response.bodySize === 0) return undefined;
  return unavailable('the recording does not say whether there was a response body');
}

/** `text` of a `postData` or `content` object; binary bodies are marked with `encoding: base64`. */
function keptBody(kept: Parts, headers: HttpHeaders): HttpBody {
  const text = String(kept.text);
  if (kept.encoding !== undefined && kept.encoding !== '' && kept.encoding !== 'base64') {
    return unavailable(`the recording holds the body in the unknown encoding ${String(kept.encoding)}`);
  }
  if (kept.encoding === 'base64') {
    const bytes = Buffer.from(text, 'base64');
    return isStillCompressed(bytes[0], bytes[1], headers)
      ? unavailable('the recording holds compressed bytes as the body')
      : { kind: 'bytes', bytes };
  }
  return isStillCompressed(text.charCodeAt(0), text.charCodeAt(1), headers)
    ? unavailable('the recording holds compressed bytes as text')
    : { kind: 'text', text };
}

/** Some recorders forget to decode gzip (RFC 1952 §2.3.1: it starts with 1F 8B). As text the bytes are lost. */
function isStillCompressed(
  first: number | undefined,
  second: number | undefined,
  headers: HttpHeaders,
): boolean {
  if (first !== 0x1f || (second !== 0x8b && second !== 0xfffd)) return false;
  return /gzip/i.test(findHeader(headers, 'content-encoding') ?? '');
}

/** Form fields kept apart: written again for URL-encoded forms; file parts of a multipart form hold no content. */
function fromParams(params: readonly unknown[], contentType: string): HttpBody {
  if (!/^application\/x-www-form-urlencoded/i.test(contentType)) {
    return unavailable('the recording holds only the field names and values of the request body');
  }
  const form = new URLSearchParams();
  for (const param of params) {
    if (isRecord(param) && typeof param.name === 'string') form.append(param.name, String(param.value ?? ''));
  }
  return { kind: 'text', text: form.toString() };
}

/** Playwright can keep bodies in files beside the HAR. */
function isStoredElsewhere(kept: Parts): boolean {
  return typeof kept._file === 'string' || typeof kept._sha1 === 'string';
}

function isPositive(size: unknown): boolean {
  return Number(size) > 0;
}

function unavailable(reason: string): HttpBody {
  return { kind: 'unavailable', reason };
}

function isRecord(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
