import { KitError } from '../../errors.ts';
import type { DraftText } from './draft.ts';
import { type IntegrationMatcher, isMatcher } from './matchers.ts';

/**
 * The path of a request: the template with its values. Pact has one rule for a whole path, so matchers of parameters
 * become one regex.
 */
export function fillPath(
  basePath: string,
  template: string,
  values: Readonly<Record<string, unknown>>,
): DraftText {
  const parts = template.split(/(\{[^{}]*\})/).map((part) => fillPart(part, values));
  const path = basePath + parts.map(({ text }) => text).join('');
  if (parts.every(({ pattern }) => pattern === undefined)) return path;
  const pattern = parts.map(({ text, pattern }) => pattern ?? escapePattern(text)).join('');
  return { 'pact:matcher:type': 'regex', regex: `^${escapePattern(basePath)}${pattern}$`, value: path };
}

function fillPart(
  part: string,
  values: Readonly<Record<string, unknown>>,
): { readonly text: string; readonly pattern?: string } {
  if (!part.startsWith('{')) return { text: part };
  const name = part.slice(1, -1);
  const given = Object.hasOwn(values, name) ? values[name] : undefined;
  const value = isMatcher(given) ? given.value : given;
  if (value === undefined || value === null || typeof value === 'object')
    throw new KitError('usage-invalid', `the path parameter ${name} has no value`, {
      hint: `give request.path.${name}`,
    });
  const text = encodeURIComponent(String(value));
  return isMatcher(given) ? { text, pattern: patternOf(name, given) } : { text };
}

/** A segment that the matcher accepts. */
function patternOf(name: string, matcher: IntegrationMatcher): string {
  switch (matcher['pact:matcher:type']) {
    case 'type':
      return typeof matcher.value === 'number' ? '-?\\d+(?:\\.\\d+)?' : '[^/]+';
    case 'integer':
      return '-?\\d+';
    case 'decimal':
      return '-?\\d+\\.\\d+';
    case 'regex':
      return `(?:${String(matcher.regex).replace(/^\^/, '').replace(/\$$/, '')})`;
    default:
      throw new KitError(
        'usage-invalid',
        `a matcher of this kind cannot stand in the path parameter ${name}`,
        {
          hint: 'use like, regex, integer or decimal',
        },
      );
  }
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
