import type { Json } from '../finding.ts';
import type { Redactor } from './redact.ts';
import { tooDeep } from './redact-json.ts';
import { redacted } from './redact-text.ts';

/**
 * A body text without its secrets. Of JSON only the secret values are written anew, each by one of its own type, so that
 * everything else about the text (order, spelling of numbers, keys that stand twice) can still be judged.
 */
export function redactBody(text: string, redactor: Redactor): string {
  return isJson(text) ? redactJsonText(text, redactor) : redactor.text(text);
}

/** Whether it is an object or a list that can be walked; everything else has no keys. */
function isJson(text: string): boolean {
  if (!/^\uFEFF?\s*[[{]/.test(text)) return false;
  try {
    return !tooDeep(JSON.parse(text.replace(/^\uFEFF/, '')) as Json);
  } catch {
    // Then the patterns for free text have to do.
    return false;
  }
}

/** An object or list that is open. */
type Open = { readonly isObject: boolean; readonly hidden: boolean };

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|-?\d[\d.eE+-]*/g;

function redactJsonText(text: string, redactor: Redactor): string {
  const open: Open[] = [];
  let isKey = false;
  let hidden = false;
  return text.replace(tokens, (token) => {
    const inner = open.at(-1);
    switch (token) {
      case '{':
      case '[':
        open.push({ isObject: token === '{', hidden });
        isKey = token === '{';
        return token;
      case '}':
      case ']':
        open.pop();
        return token;
      case ',':
        isKey = inner?.isObject === true;
        hidden = inner?.hidden === true;
        return token;
      case ':':
        isKey = false;
        return token;
    }
    if (!token.startsWith('"')) return hidden ? '0' : token;
    const value = JSON.parse(token) as string;
    if (isKey) hidden = inner?.hidden === true || redactor.names.isKey(value);
    const safe = !isKey && hidden && value !== '' ? redacted : redactor.text(value);
    return safe === value ? token : JSON.stringify(safe);
  });
}
