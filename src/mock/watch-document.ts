import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SpecDocument } from '../spec/document.ts';

/** Editors write in several steps; this many milliseconds of quiet end them. */
const quietTime = 80;

export type DocumentWatch = {
  /** Takes the files of another version of the document. */
  follow(document: SpecDocument): void;
  close(): void;
};

/**
 * Calls `changed` after a file of a document was written. Folders are watched, as many editors put another file in the
 * place of the old one. Files from the network are not watched.
 */
export function watchDocument(document: SpecDocument, changed: () => void): DocumentWatch {
  let watchers: FSWatcher[] = [];
  let timer: NodeJS.Timeout | undefined;

  const notice = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, quietTime);
  };

  function stop(): void {
    for (const watcher of watchers) watcher.close();
    watchers = [];
  }

  function follow({ files }: SpecDocument): void {
    stop();
    const paths = [...files.keys()].filter((uri) => uri.startsWith('file:')).map((uri) => fileURLToPath(uri));
    for (const [folder, inside] of Map.groupBy(paths, dirname)) {
      const names = new Set(inside.map((path) => basename(path)));
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name === null || names.has(name)) notice();
      });
      // A folder that goes away is no reason to stop: what was loaded is still served.
      watcher.on('error', () => watcher.close());
      watchers.push(watcher);
    }
  }

  follow(document);
  return {
    follow,
    close() {
      clearTimeout(timer);
      stop();
    },
  };
}
