import type { GatewayRefusal } from './gateway-error.ts';

const kilobyte = 1024;

/** Sizes that the gateway takes, in bytes (API Gateway error codes, row 0201). */
export const limits = {
  uri: 32 * kilobyte,
  header: 32 * kilobyte,
  headers: 128 * kilobyte,
  body: 12 * kilobyte * kilobyte,
} as const;

/** What is wrong with the request line and the headers, before anything else is looked at. */
export function checkRequestHead(request: Request): GatewayRefusal | undefined {
  const target = request.url.slice(request.url.indexOf('/', request.url.indexOf('://') + 3));
  if (target.length > limits.uri) return { error: 'uriTooLarge' };
  let total = 0;
  for (const [name, value] of request.headers) {
    const size = name.length + value.length + ': \r\n'.length;
    if (size > limits.header) return { error: 'headersTooLarge' };
    total += size;
  }
  if (total > limits.headers) return { error: 'headersTooLarge' };
  // Hono routes a path with broken escapes as it stands; a gateway does not pass one on (assumed).
  if (!isDecodable(target.replace(/[?#].*$/s, ''))) return { error: 'requestMalformed' };
  return undefined;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
