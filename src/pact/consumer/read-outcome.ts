import { KitError } from '../../errors.ts';
import { describeMismatches, type ServerMismatch } from './describe-mismatch.ts';
import type { Draft } from './draft.ts';
import type { Outcome } from './settle.ts';

/**
 * What the callback gave, or the one error that tells why the interaction is not proven.
 *
 * @throws KitError `interaction-unproven`, or what the callback threw
 */
export function readOutcome<Result>(
  { description, request }: Draft,
  outcome: Outcome<Result> | undefined,
  { mismatches, timeout }: { readonly mismatches: readonly ServerMismatch[]; readonly timeout: number },
): Result {
  const path = typeof request.path === 'string' ? request.path : String(request.path.value);
  const lines = describeMismatches(mismatches, { method: request.method, path }).map((line) => `  ${line}`);
  const name = `the interaction “${description}”`;
  if (outcome?.kind === 'late')
    throw new KitError(
      'interaction-unproven',
      [`${name} did not end within ${timeout} ms`, ...lines].join('\n'),
      {
        hint: 'the callback must settle; give defineConsumer a longer timeout where it needs more',
      },
    );
  if (lines.length > 0)
    throw new KitError(
      'interaction-unproven',
      [`the consumer did not send what ${name} expects`, ...lines].join('\n'),
      {
        ...(outcome?.kind === 'failed' && { cause: outcome.error }),
      },
    );
  // The consumer's own failure is what its author looks for, unchanged.
  if (outcome?.kind === 'failed') throw outcome.error;
  if (mismatches.length > 0 || outcome === undefined)
    throw new KitError(
      'interaction-unproven',
      `${name} was expected, and no request was made: ${request.method} ${path}`,
      {
        hint: 'the callback must call the consumer with the url that it is given, and await it',
      },
    );
  return outcome.result;
}

/** Pact's library refused what it was given. */
export function toStartError({ description }: Draft, cause: unknown): KitError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new KitError(
    'interaction-unproven',
    `Pact's library cannot serve the interaction “${description}”: ${reason}`,
    {
      cause,
    },
  );
}
