/** One image of the catalogue and the tags that it shall have. */
export type CatalogueImage = { readonly path: string; readonly tags: Readonly<Record<string, string>> };

/** The catalogue cannot be used as it is; nothing was sent. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
}

/**
 * Reads a catalogue: a JSON array of images, or one image a line. An image that stands there twice counts as it stands
 * last, so that two calls for one image never race each other.
 */
export function readCatalogue(text: string): CatalogueImage[] {
  const images = text.trimStart().startsWith('[') ? readArray(text) : readLines(text);
  return [...new Map(images.map((image) => [image.path, image])).values()];
}

function readArray(text: string): CatalogueImage[] {
  const entries: unknown = parse(text, 'the catalogue');
  return (Array.isArray(entries) ? entries : []).map((entry, index) => toImage(entry, `entry ${index + 1}`));
}

function readLines(text: string): CatalogueImage[] {
  return text.split('\n').flatMap((line, index) => {
    const place = `line ${index + 1}`;
    return line.trim() === '' ? [] : [toImage(parse(line, place), place)];
  });
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CatalogueError(`${place} is not JSON`, { cause });
  }
}

function toImage(entry: unknown, place: string): CatalogueImage {
  if (!isRecord(entry)) throw new CatalogueError(`${place} is not an object`);
  const { path, tags } = entry;
  if (typeof path !== 'string' || path === '') throw new CatalogueError(`${place} has no path`);
  if (!isRecord(tags)) throw new CatalogueError(`${place} has no tags`);
  const texts = Object.entries(tags).map(([name, value]) => {
    if (typeof value !== 'string') throw new CatalogueError(`${place}: the tag ${name} is not a string`);
    return [name, value] as const;
  });
  return { path, tags: Object.fromEntries(texts) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
