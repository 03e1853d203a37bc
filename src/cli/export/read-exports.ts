import { KitError } from '../../errors.ts';
import { findNearest } from '../nearest.ts';

export const exportFormats = ['vitest', 'har', 'curl'] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** One `--export FORMAT=PATH`: a folder for `vitest`, a file for the others. */
export type ExportTarget = { readonly format: ExportFormat; readonly path: string };

/**
 * The values of `--export`.
 *
 * @throws KitError `usage-invalid`
 */
export function readExports(values: unknown): readonly ExportTarget[] {
  return values === undefined ? [] : [values].flat().map((value) => readExport(String(value)));
}

function readExport(value: string): ExportTarget {
  const [, name = '', path = ''] = /^([^=]*)=?(.*)$/s.exec(value) ?? [];
  const format = exportFormats.find((known) => known === name);
  if (format === undefined) {
    const nearest = findNearest(name, exportFormats);
    throw new KitError('usage-invalid', `--export knows no format ${JSON.stringify(name)}`, {
      hint: nearest
        ? `did you mean ${nearest}=PATH`
        : `one of ${exportFormats.map((one) => `${one}=PATH`).join(', ')}`,
    });
  }
  if (path === '') throw new KitError('usage-invalid', `--export ${format} lacks the path: ${format}=PATH`);
  return { format, path };
}
