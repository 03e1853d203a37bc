import { readFileSync } from 'node:fs';

/** The version of this package; `package.json` stands two folders up from `src/cli` and from `dist/cli`. */
export function readVersion(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  return manifest.version;
}
