import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** One pact file that a run writes. */
export type Target = {
  /** Absolute. */
  readonly dir: string;
  readonly consumer: string;
  readonly provider: string;
};

/** `<consumer>-<provider>.json`, the name that Pact's libraries give. */
export function fileOf({ dir, consumer, provider }: Target): string {
  return join(dir, `${consumer}-${provider}.json`);
}

/** A short name for a text that cannot be the name of a file. */
export function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}
