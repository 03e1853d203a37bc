import { KitError } from '../../errors.ts';
import type { FactFile } from './facts.ts';

type FieldKind = 'text' | 'flag' | 'instant';

type Value<K> = K extends 'flag' | 'flag?' ? boolean : string;

type Fields<S> = {
  readonly [N in keyof S as S[N] extends `${string}?` ? never : N]: Value<S[N]>;
} & { readonly [N in keyof S as S[N] extends `${string}?` ? N : never]?: Value<S[N]> };

const documented: Readonly<Record<FieldKind, string>> = {
  text: 'a text',
  flag: 'true or false',
  instant: 'an instant such as "2026-01-31T12:00:00Z"',
};

/**
 * The fields of a fact. A field that nobody knows is a misspelt one, and a misspelt fact would go unseen.
 *
 * @throws KitError `input-unreadable` with the file, the field, and what it must be
 * @example readFields(file, { createdAt: 'instant', buildUrl: 'text?' }) // { createdAt: '2026-…' }
 */
export function readFields<const S extends Readonly<Record<string, FieldKind | `${FieldKind}?`>>>(
  file: FactFile,
  shape: S,
): Fields<S> {
  const value = parseObject(file);
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(shape, name)) {
      throw broken(
        file,
        `has an unknown field; received ${JSON.stringify(name)}, documented ${Object.keys(shape).join(', ')}`,
      );
    }
  }
  for (const [name, kind] of Object.entries(shape)) {
    const isOptional = kind.endsWith('?');
    const wanted = kind.replace('?', '') as FieldKind; // what is left of the two forms of the type
    if (!Object.hasOwn(value, name)) {
      if (!isOptional) throw broken(file, `lacks ${JSON.stringify(name)}; documented ${documented[wanted]}`);
    } else if (!fits(value[name], wanted)) {
      throw broken(
        file,
        `has an unusable ${JSON.stringify(name)}; received ${JSON.stringify(value[name])}, documented ${documented[wanted]}`,
      );
    }
  }
  return value as Fields<S>; // every field was looked at above
}

/** @throws KitError `input-unreadable` where the file holds anything but a JSON object */
export function parseObject(file: FactFile): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(file.text);
  } catch (cause) {
    throw broken(file, 'is not JSON', cause);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>; // JSON has no other objects
  }
  throw broken(file, 'is not a JSON object');
}

/** A file of the folder that cannot be used, and why. */
export function broken(file: Pick<FactFile, 'path'>, reason: string, cause?: unknown): KitError {
  return new KitError('input-unreadable', `${file.path} ${reason}`, {
    cause,
    hint: 'mend the file, or delete it',
  });
}

function fits(value: unknown, kind: FieldKind): boolean {
  if (kind === 'flag') return typeof value === 'boolean';
  if (typeof value !== 'string' || value === '') return false;
  return (
    kind === 'text' ||
    (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
      !Number.isNaN(Date.parse(value)))
  );
}
