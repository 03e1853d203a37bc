import type { Redactor } from '../exchange/redact.ts';
import type { ModifyPictureResult } from './client.ts';
import { ImageSearchError } from './image-search-error.ts';

/**
 * The result of a call, from its text or, where it failed, from the body as openapi-fetch has read it. Throws
 * ImageSearchError with the code that the service or the gateway gives.
 */
export function readAnswer(response: Response, body: unknown, redactor: Redactor): ModifyPictureResult {
  const { status, ok } = response;
  const read = typeof body === 'string' ? parse(body) : body;
  const fields = typeof read === 'object' && read !== null ? (read as Readonly<Record<string, unknown>>) : {};
  const { result, error_code: code, error_msg: message, request_id: id } = fields;
  const requestId = typeof id === 'string' ? id : (response.headers.get('X-Request-Id') ?? undefined);
  if (ok && typeof result === 'string') return { result, requestId };
  const about = { status, requestId };
  if (typeof code !== 'string') {
    const lacks = ok ? 'result' : 'error_code';
    throw new ImageSearchError('unreadable', `received status ${status} without ${lacks}`, about);
  }
  // Some servers repeat the credential that they refuse.
  const text = typeof message === 'string' ? redactor.text(message) : 'no message';
  throw new ImageSearchError(code, `${code}: ${text}`, about);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, which the caller says with the status.
    return undefined;
  }
}
