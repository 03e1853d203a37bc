import { curlBody } from './curl-body.ts';
import type { HttpRequest } from './exchange.ts';
import { quoteShell, type ShellPart, shellVariable } from './quote-shell.ts';
import { createRedactor, decodeName, type Redactor } from './redact.ts';

/**
 * A curl line for a POSIX shell that sends the request again, byte for byte, to copy and paste. Credentials are shell
 * variables named after their header or key (`$X_AUTH_TOKEN`), so the line can be shown to anybody. A URL without a
 * host starts with `$BASE_URL`; a body that was not recorded is `$BODY`.
 *
 * @example toCurl(exchange.request) // curl -X PUT https://host/v1/p/i/image -H 'x-auth-token: '"$X_AUTH_TOKEN" --data-raw '{}'
 */
export function toCurl(request: HttpRequest, redactor: Redactor = createRedactor()): string {
  const words = [...methodWords(request), ...urlWords(request.url, redactor)];
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || isWrittenByCurl(name.toLowerCase())) continue;
    for (const line of typeof value === 'string' ? [value] : value) {
      words.push('-H', headerWord(name, line, redactor));
    }
  }
  if (!request.body) return ['curl', ...words].join(' ');
  // curl would add one of its own (application/x-www-form-urlencoded).
  if (!Object.keys(request.headers).some((name) => /^content-type$/i.test(name)))
    words.push('-H', 'content-type:');
  const { before, option } = curlBody(request.body, redactor);
  return `${before}${['curl', ...words].join(' ')} ${option}`;
}

function methodWords({ method, body }: HttpRequest): string[] {
  if (method === 'HEAD' && !body) return ['--head'];
  return method === 'GET' && !body ? [] : ['-X', quoteShell([{ text: method }])];
}

function urlWords(url: string, redactor: Redactor): string[] {
  const words: string[] = [];
  // curl reads brackets as ranges and resolves dot segments unless it is told not to.
  if (/[[\]{}]/.test(url)) words.push('--globoff');
  if (/\/(?:\.|%2e){1,2}(?:[/?]|$)/i.test(url)) words.push('--path-as-is');
  const parts: ShellPart[] = url.startsWith('/') ? [{ variable: 'BASE_URL' }] : [];
  const start = url.indexOf('?');
  parts.push({ text: redactor.url(start < 0 ? url : url.slice(0, start)) });
  if (start >= 0) parts.push(...queryParts(url.slice(start + 1), redactor));
  return [...words, quoteShell(parts)];
}

function queryParts(query: string, redactor: Redactor): ShellPart[] {
  const parts: ShellPart[] = [];
  let text = '?';
  for (const [index, pair] of query.split('&').entries()) {
    if (index > 0) text += '&';
    const equals = pair.indexOf('=');
    const name = decodeName(pair.slice(0, Math.max(equals, 0)));
    if (equals < 0 || !redactor.names.isKey(name)) {
      text += redactor.url(pair);
      continue;
    }
    parts.push({ text: text + pair.slice(0, equals + 1) }, { variable: shellVariable(name) });
    text = '';
  }
  return [...parts, { text }];
}

/** Framing that curl writes itself, for the connection and the length that it really has. */
function isWrittenByCurl(name: string): boolean {
  return /^(?:host|content-length|connection|keep-alive|transfer-encoding|content-encoding|accept-encoding|user-agent|expect|te|upgrade)$/.test(
    name,
  );
}

function headerWord(name: string, line: string, redactor: Redactor): string {
  // `name:` would take the header away; with a semicolon curl sends it empty.
  if (line === '') return quoteShell([{ text: `${name};` }]);
  return redactor.names.isHeader(name)
    ? quoteShell([{ text: `${name}: ` }, { variable: shellVariable(name) }])
    : quoteShell([{ text: `${name}: ${redactor.text(line)}` }]);
}
