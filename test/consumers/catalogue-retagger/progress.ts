import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { CatalogueImage } from './catalogue.ts';

/** What earlier runs have done. */
export type Progress = {
  /** Whether the image has these tags already. */
  has(image: CatalogueImage): boolean;
  add(image: CatalogueImage): void;
};

/**
 * Keeps the progress in a file, a line for each image, written as soon as the image is done: a run that is killed has
 * at most the calls under way to do again.
 */
export function openProgress(file: string, instanceName: string): Progress {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  // The last line of a killed run may be half a line, which is not done, and must not swallow the next one.
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  if (complete.length < text.length) appendFileSync(file, '\n');
  const done = new Set(complete.split('\n'));
  const toLine = ({ path, tags }: CatalogueImage): string =>
    JSON.stringify([instanceName, path, Object.entries(tags).toSorted()]);
  return {
    has: (image) => done.has(toLine(image)),
    add: (image) => {
      done.add(toLine(image));
      appendFileSync(file, `${toLine(image)}\n`);
    },
  };
}
