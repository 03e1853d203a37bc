import type { Json } from '../finding.ts';

/** A value of an exchange, named by a runtime expression (OpenAPI 3.1 §4.8.20.3). Header names are lower case. */
export type RuntimeExpression =
  | { readonly source: 'url' | 'method' | 'statusCode' }
  | {
      readonly source: 'request' | 'response';
      readonly part: 'header' | 'query' | 'path';
      readonly name: string;
    }
  | { readonly source: 'request' | 'response'; readonly part: 'body'; readonly pointer: string };

const shortForms: Readonly<Record<string, 'url' | 'method' | 'statusCode'>> = {
  $url: 'url',
  $method: 'method',
  $statusCode: 'statusCode',
};

/** The expression that a whole text is; undefined where it is none. */
export function readExpression(text: string): RuntimeExpression | undefined {
  const short = Object.hasOwn(shortForms, text) ? shortForms[text] : undefined;
  if (short) return { source: short };
  const match = /^\$(request|response)\.(?:body(?:#(\/.*)?)?|(header|query|path)\.(.+))$/s.exec(text);
  if (!match) return undefined;
  const [, source, pointer = '', part, name = ''] = match;
  // The pattern names nothing else.
  const side = source as 'request' | 'response';
  if (part === undefined) return { source: side, part: 'body', pointer };
  if (part === 'header') return { source: side, part, name: name.toLowerCase() };
  return { source: side, part: part as 'query' | 'path', name };
}

/**
 * The parts of a text that has expressions in braces in it: `{$request.path.id}/items`; one expression for a text that
 * is nothing else. Undefined for a text without any, and for one with a `{$…}` that is no expression.
 */
export function readTemplate(text: string): readonly (string | RuntimeExpression)[] | undefined {
  const whole = readExpression(text);
  if (whole) return [whole];
  const parts: (string | RuntimeExpression)[] = [];
  let end = 0;
  for (const match of text.matchAll(/\{(\$[^{}]*)\}/g)) {
    const expression = readExpression(match[1] ?? '');
    if (!expression) return undefined;
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push(expression);
    end = match.index + match[0].length;
  }
  if (parts.length === 0) return undefined;
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

/** The texts of a value that look like expressions and are none. */
export function findMalformed(value: Json): string | undefined {
  if (typeof value === 'string') {
    const looksLike = /^\$(request|response)\b|\{\$/.test(value);
    return looksLike && readTemplate(value) === undefined ? value : undefined;
  }
  if (value === null || typeof value !== 'object') return undefined;
  const members: readonly Json[] = Array.isArray(value) ? value : Object.values(value);
  for (const member of members) {
    const found = findMalformed(member);
    if (found !== undefined) return found;
  }
  return undefined;
}
