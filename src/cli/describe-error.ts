import { KitError } from '../errors.ts';
import type { Io } from './io.ts';

/**
 * What a person reads when a run ends without an answer: one sentence and the next step. The stack is for those who ask
 * for it with `CONTRACT_KIT_DEBUG=1`.
 */
export function describeError(error: unknown, io: Io): string {
  const debug = io.env.CONTRACT_KIT_DEBUG === '1';
  const stack = debug && error instanceof Error ? `${error.stack}\n` : '';
  if (error instanceof KitError) {
    return `error: ${error.message}\n${error.hint ? `hint: ${error.hint}\n` : ''}${stack}`;
  }
  const message = error instanceof Error ? error.message : String(error);
  return (
    `error: internal error: ${message.split('\n', 1)[0]}\n` +
    `hint: this is a fault of contract-kit: report it with the output of the same command under CONTRACT_KIT_DEBUG=1\n${stack}`
  );
}
