import { existsSync, renameSync } from 'node:fs';
import { KitError } from '../errors.ts';
import { openHarFile } from './recording-har.ts';
import { openLineFile } from './recording-lines.ts';

/** A file that entries are added to. */
export type RecordingFile = {
  /** In bytes. */
  readonly size: number;
  readonly isEmpty: boolean;
  /** Adds an entry; it is in the page cache when this returns, so it outlives the process. Throws when it cannot. */
  add(entry: string): void;
  close(): void;
};

export type Recording = Pick<RecordingFile, 'add' | 'close'>;

export type RecordingOptions = {
  /** `.ndjson` or `.jsonl`: one entry a line. `.har`: a HAR file, whole after each entry. */
  readonly path: string;
  /** When the file would grow over this many bytes it is renamed, and a new one is begun. */
  readonly rotateSize?: number | undefined;
  /** Who wrote the HAR file. */
  readonly creator: { readonly name: string; readonly version: string };
  /** Gets a sentence for each thing that whoever runs the recorder should know. */
  readonly log: (line: string) => void;
};

/**
 * Opens a recording, to go on at its end. What a killed process left half-written is cut off.
 *
 * Throws KitError `usage-invalid` for another ending, for a file that is no such recording, and for one that cannot be
 * written.
 */
export function openRecording(options: RecordingOptions): Recording {
  const { path, rotateSize = Number.POSITIVE_INFINITY } = options;
  const open = formatOf(path);
  let file = openFile();
  return {
    add(entry) {
      if (!file.isEmpty && file.size + Buffer.byteLength(entry) > rotateSize) {
        file.close();
        renameSync(path, freeName(path));
        file = openFile();
      }
      file.add(entry);
    },
    close: () => file.close(),
  };

  function openFile(): RecordingFile {
    try {
      return open(options);
    } catch (cause) {
      if (cause instanceof KitError) throw cause;
      const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
      throw new KitError('usage-invalid', `cannot write the recording ${path}: ${reason}`, { cause });
    }
  }
}

function formatOf(path: string): (options: RecordingOptions) => RecordingFile {
  if (/\.(?:ndjson|jsonl)$/i.test(path)) return openLineFile;
  if (/\.har$/i.test(path)) return openHarFile;
  throw new KitError('usage-invalid', `cannot tell the format of the recording ${path}`, {
    hint: 'a recording is a .ndjson or a .har file',
  });
}

/** `day.ndjson` becomes `day.1.ndjson`, `day.2.ndjson` …, in the order of time. */
function freeName(path: string): string {
  const [, base, ending] = /^(.*)(\.[^.]*)$/s.exec(path) ?? [path, path, ''];
  for (let number = 1; ; number++) {
    const name = `${base}.${number}${ending}`;
    if (!existsSync(name)) return name;
  }
}
