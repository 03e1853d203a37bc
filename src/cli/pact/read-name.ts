import { KitError } from '../../errors.ts';

/**
 * The text of an option that a command cannot do without.
 *
 * @throws KitError `usage-invalid`
 */
export function readName(option: string, value: unknown): string {
  const text = value === undefined || typeof value === 'boolean' ? '' : String(value).trim();
  if (text !== '') return text;
  throw new KitError('usage-invalid', value === undefined ? `${option} is missing` : `${option} is empty`);
}
