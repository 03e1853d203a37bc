import { KitError } from '../../errors.ts';
import type { TestOptions } from './options.ts';

const units: Readonly<Record<string, number>> = { s: 1, m: 60 };

/**
 * How fast and how long a run may be: requests a second, milliseconds.
 *
 * @throws KitError `usage-invalid`
 */
export function readPace(options: TestOptions): { rate?: number; budget?: number } {
  return {
    ...(options.rate === undefined ? {} : { rate: readRate(String(options.rate)) }),
    ...(options.budget === undefined ? {} : { budget: readBudget(String(options.budget)) }),
  };
}

function readRate(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\/([sm])$/.exec(text) ?? [];
  const rate = Number(number) / (units[unit] ?? 1);
  if (rate > 0) return rate;
  throw new KitError('usage-invalid', `--rate wants requests in a time, received ${JSON.stringify(text)}`, {
    hint: '--rate 20/s for twenty in a second, --rate 30/m for thirty in a minute',
  });
}

function readBudget(text: string): number {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (seconds > 0) return seconds * 1000;
  throw new KitError('usage-invalid', `--budget wants seconds, received ${JSON.stringify(text)}`);
}
