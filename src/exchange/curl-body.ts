import type { Json } from '../finding.ts';
import type { HttpBody } from './exchange.ts';
import { quotePrintf, quoteShell, type ShellPart, shellVariable } from './quote-shell.ts';
import type { Redactor } from './redact.ts';
import { tooDeep } from './redact-json.ts';

/** How curl gets a body: as an argument, or from a `printf` before it where no argument can carry the bytes. */
export function curlBody(
  body: HttpBody,
  redactor: Redactor,
): { readonly before: string; readonly option: string } {
  if (body.kind === 'unavailable' || (body.kind === 'json' && tooDeep(body.value))) {
    return { before: '', option: '--data-raw "$BODY"' };
  }
  const bytes = body.kind === 'bytes' ? body.bytes : new TextEncoder().encode(textOf(body));
  const text = body.kind === 'bytes' ? decodeUtf8(bytes) : textOf(body);
  if (text === undefined || text.includes('\0')) {
    // Bytes cannot hold a variable in place of a secret.
    const shown = Buffer.from(bytes).toString('latin1');
    if (redactor.text(shown) !== shown) return { before: '', option: '--data-binary "$BODY"' };
    return { before: `printf ${quotePrintf(bytes)} | `, option: '--data-binary @-' };
  }
  return { before: '', option: `--data-raw ${quoteShell(bodyParts(text, redactor))}` };
}

function textOf(body: HttpBody): string {
  return body.kind === 'text' ? body.text : body.kind === 'json' ? JSON.stringify(body.value) : '';
}

/** Undefined where the bytes are not UTF-8. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not text: the bytes go through printf.
    return undefined;
  }
}

/** Text without a secret stays as it is, to the byte; JSON with secrets is written again with variables in their place. */
function bodyParts(text: string, redactor: Redactor): ShellPart[] {
  const value = readJson(text);
  const variables: string[] = [];
  const marks = unusedMarks(text, value);
  const hide: Hiding = { redactor, variables, marks };
  const safe = value === undefined ? undefined : JSON.stringify(hideSecrets(value, hide));
  if (safe === undefined || variables.length === 0) return [{ text: redactor.text(text) }];
  const pieces = safe.replaceAll(`"${marks.number}"`, marks.string).split(marks.string);
  return pieces.flatMap((piece, index): ShellPart[] => {
    const variable = variables[index];
    return variable === undefined ? [{ text: piece }] : [{ text: piece }, { variable }];
  });
}

/** Two private-use characters that the body does not hold: they stand for variables while the JSON text is written. */
function unusedMarks(text: string, value: Json | undefined): { string: string; number: string } {
  const used = value === undefined ? text : JSON.stringify(value);
  const free: string[] = [];
  for (let code = 0xe000; free.length < 2; code++) {
    const mark = String.fromCharCode(code);
    if (!used.includes(mark)) free.push(mark);
  }
  return { string: free[0] ?? '', number: free[1] ?? '' };
}

type Hiding = {
  readonly redactor: Redactor;
  readonly marks: { readonly string: string; readonly number: string };
  /** Filled in the order of the places. */
  readonly variables: string[];
  /** The secret key that the value stands under. */
  readonly key?: string;
};

function hideSecrets(value: Json, hide: Hiding): Json {
  const { redactor, key, marks, variables } = hide;
  if (typeof value === 'string' && (key === undefined || value === '')) return redactor.text(value);
  if (typeof value === 'string' || (typeof value === 'number' && key !== undefined)) {
    variables.push(shellVariable(key ?? ''));
    return typeof value === 'string' ? marks.string : marks.number;
  }
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => hideSecrets(item, hide));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      hideSecrets(item, redactor.names.isKey(name) ? { ...hide, key: name } : hide),
    ]),
  );
}

/** Only objects and lists can hold keys; broken JSON is sent as the text that it is. */
function readJson(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: Json = JSON.parse(text);
    return tooDeep(value) ? undefined : value;
  } catch {
    // Broken on purpose, as the request of a negative case.
    return undefined;
  }
}
