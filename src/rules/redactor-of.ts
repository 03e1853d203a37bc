import { findSecrets } from '../exchange/find-secrets.ts';
import { createRedactor, type Redactor } from '../exchange/redact.ts';
import { secretNames } from '../exchange/secret-names.ts';
import type { RuleContext } from './rule.ts';

const redactorOfContext = new WeakMap<RuleContext, Redactor>();

/**
 * Takes the secrets of an exchange out of what is shown of it, also where a server echoes them. Made on first use, as
 * only a fault needs it.
 */
export function redactorOf(context: RuleContext): Redactor {
  const known = redactorOfContext.get(context);
  if (known) return known;
  const names = context.secrets ?? [];
  const redactor = createRedactor({ names, values: findSecrets(context.exchange, secretNames(names)) });
  redactorOfContext.set(context, redactor);
  return redactor;
}
