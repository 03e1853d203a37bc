import type { Validator } from '../contract/contract.ts';
import type { Json } from '../finding.ts';
import { pointerTokens } from '../spec/pointer.ts';

/** Generated values have few faults; one that is not right after this many rounds is not worth more. */
const mostRounds = 10;

/**
 * Takes out of a generated value what its schema does not allow: generators add properties that are forbidden, and fill
 * optional ones wrongly. Undefined where the value cannot be saved in this way; a value that nothing proves wrong is right.
 */
export function repair(validator: Validator, value: Json): Json | undefined {
  if (validator.kind === 'uncheckable') return value;
  let current = value;
  for (let round = 0; round < mostRounds; round += 1) {
    if (validator.isValid(current)) return current;
    const issues = validator.explain(current);
    if (issues.length === 0) return current;
    if (issues.some(({ pointer }) => pointer === '')) return undefined;
    // The last item of a list first, so that the places of the others stay what they are.
    const places = issues
      .map(({ pointer }) => pointerTokens(pointer))
      .sort(compareTokens)
      .reverse();
    current = places.reduce<Json>((left, tokens) => without(left, tokens), current);
  }
  return undefined;
}

/** A copy of the value without what stands at a place. */
function without(value: Json, [token, ...rest]: readonly string[]): Json {
  if (token === undefined || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    const position = Number(token);
    if (rest.length === 0) return items.filter((_, index) => index !== position);
    return items.map((item, index) => (index === position ? without(item, rest) : item));
  }
  const members = Object.entries(value).filter(([name]) => rest.length > 0 || name !== token);
  return Object.fromEntries(
    members.map(([name, member]) => [
      name,
      name === token ? without(member as Json, rest) : (member as Json),
    ]),
  );
}

function compareTokens(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const [left = '', right = ''] = [a[index], b[index]];
    const order = Number(left) - Number(right) || (left < right ? -1 : left > right ? 1 : 0);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
