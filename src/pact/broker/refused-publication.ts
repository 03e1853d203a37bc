import { KitError } from '../../errors.ts';
import { listReasons, toRefusal } from './refusal.ts';
import type { BrokerAnswer } from './send.ts';

/** Why a broker did not take the pacts of a version. */
export function toRefusedPublication(consumer: string, version: string, answer: BrokerAnswer): KitError {
  const reasons = listReasons(answer.body).join(' ');
  if (reasons.includes('Cannot change the content')) return toAlreadyPublished(consumer, version);
  // The broker tells at length how its own command line would go on.
  const [, name, known] =
    /published for "(.+?)"\. The name .+? similar to the following existing pacticipants: \* (.+?) If you/.exec(
      reasons,
    ) ?? [];
  if (name === undefined || known === undefined) {
    return toRefusal(`cannot publish the pacts of ${consumer} ${version}`, answer);
  }
  return new KitError(
    'broker-refused',
    `the Pact Broker takes ${JSON.stringify(name)} for a misspelling of ${JSON.stringify(known.replaceAll(' * ', ', '))}`,
    { hint: 'correct the name in the pact, or create the pacticipant in the broker if it is another one' },
  );
}

/** The broker refuses to change the pact of a version, since results that it has would then speak of another pact. */
export function toAlreadyPublished(consumer: string, version: string): KitError {
  return new KitError(
    'broker-refused',
    `the Pact Broker holds another pact of ${consumer} ${version}, and a published version never changes`,
    { hint: 'publish under another --consumer-app-version: one for each commit' },
  );
}
