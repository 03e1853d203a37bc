import type { MatcherStep } from './matcher.ts';

/** One step: `.*`, `[*]`, `.name`, `[0]`, `['name']` or `["name"]`. */
const step = /\.\*|\[\*\]|\.([^.[\]]+)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/y;

/**
 * The steps of a path expression (Pact Specification 2, "Matching rules"); undefined where it is none. The leading `$`
 * may be missing.
 *
 * @example parseMatcherPath("$.items[*]['sku']") // ['items', { every: true }, 'sku']
 */
export function parseMatcherPath(expression: string): MatcherStep[] | undefined {
  const text = expression.startsWith('$') ? expression.slice(1) : toRooted(expression);
  const steps: MatcherStep[] = [];
  step.lastIndex = 0;
  while (step.lastIndex < text.length) {
    const found = step.exec(text);
    if (found === null) return undefined;
    const [, bare, index, single, double] = found;
    const quoted = single ?? double;
    if (quoted !== undefined) steps.push(quoted.replaceAll(/\\(.)/gs, '$1'));
    else if (index !== undefined) steps.push(Number(index));
    else steps.push(bare ?? { every: true });
  }
  return steps;
}

function toRooted(expression: string): string {
  return expression === '' || expression.startsWith('[') ? expression : `.${expression}`;
}
