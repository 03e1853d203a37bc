import type { DeployQuestion } from '../../../src/pact/deploy-answer.ts';
import type { History } from '../../unit/pact/offline/histories.ts';
import type { Step } from '../../unit/pact/offline/history.ts';

/** The same history of other applications and environments, so that many can be played into one broker. */
export function rename({ name, steps, answers }: History, unique: string): History {
  const to = <T>(value: T): T => replace(value, unique) as T; // every text stays a text
  return {
    name,
    steps: steps.map((step): Step => to(step)),
    answers: answers.map(([question, answer]) => [to<DeployQuestion>(question), answer]),
  };
}

/** A tag can be the name of an environment. */
const named = new Set(['consumer', 'provider', 'pacticipant', 'environment', 'tag', 'tags']);

function replace(value: unknown, unique: string, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => replace(item, unique, key));
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'string' && named.has(key) ? `${value}-${unique}` : value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      key === 'pacts' ? `${name}-${unique}` : name,
      replace(member, unique, name),
    ]),
  );
}
