import type { Json } from '../../finding.ts';
import { isList, isMembers } from './rule-name.ts';

type Steps = readonly (string | number)[];

/** A body with another value at one place. */
export function substitute(body: Json, steps: Steps, value: Json): Json {
  return rebuild(body, steps, { value, keep: () => true });
}

/**
 * The same without the members beside the place, and beside those above it, that may vary as well: a value that is
 * documented together with another sibling is documented. `keep` is asked with the steps of a sibling.
 */
export function substituteAlone(
  body: Json,
  steps: Steps,
  { value, keep }: { readonly value: Json; readonly keep: (sibling: Steps) => boolean },
): Json {
  return rebuild(body, steps, { value, keep });
}

function rebuild(
  body: Json,
  steps: Steps,
  { value, keep }: { value: Json; keep: (sibling: Steps) => boolean },
  done = 0,
): Json {
  const step = steps[done];
  if (step === undefined) return value;
  const inner = (child: Json) => rebuild(child, steps, { value, keep }, done + 1);
  // The length of a list is part of what the consumer expects.
  if (isList(body)) return body.map((item, index) => (index === step ? inner(item) : item));
  if (!isMembers(body)) return body;
  const above = steps.slice(0, done);
  const entries = Object.entries(body)
    .filter(([name]) => name === step || keep([...above, name]))
    .map(([name, member]): [string, Json] => [name, name === step ? inner(member) : member]);
  return Object.fromEntries(entries);
}
