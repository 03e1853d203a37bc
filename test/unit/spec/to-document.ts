import type { Json } from '../../../src/finding.ts';
import type { SpecDocument, SpecFile } from '../../../src/spec/document.ts';
import { parseSpec } from '../../../src/spec/parse.ts';

/** A document from the texts of its files, the entry first, as `loadSpec` would make it of `/api/NAME`. */
export function toDocument(texts: Readonly<Record<string, string>>): SpecDocument {
  const files = Object.entries(texts).map(([name, text]): [string, SpecFile] => {
    const uri = `file:///api/${name}`;
    return [uri, { uri, name, text, data: deepFreeze(parseSpec(text, name)) }];
  });
  const [uri, entry] = files[0] as [string, SpecFile];
  return { uri, root: entry.data as { [key: string]: Json }, files: new Map(files), digest: 'sha256:0' };
}

/** A frozen input throws when something writes to it. */
function deepFreeze(value: Json): Json {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
  for (const item of Object.values(value)) deepFreeze(item as Json);
  return Object.freeze(value);
}
