import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { KitError } from '../errors.ts';
import { describeFetchFailure } from '../fetch-failure.ts';
import { checkVersion } from './check-version.ts';
import type { SpecDocument, SpecFile, SpecPlace } from './document.ts';
import { locate } from './locate.ts';
import { parseSpec } from './parse.ts';
import { readPlainReferences } from './plain-references.ts';
import { walkObjects } from './walk.ts';

const timeoutMs = 30_000;

/**
 * Reads an OpenAPI 3.0 or 3.1 document, JSON or YAML, with every file or URL it refers to. Nothing in it is changed.
 *
 * @param pathOrUrl a path (relative to `cwd`), or a `file:`, `http:` or `https:` URL
 * @throws KitError `input-unreadable` (no such file), `spec-unreadable` (syntax), `spec-unsupported` (another version),
 *   `reference-unresolvable` (a `$ref` to a file that cannot be read)
 * @example const document = await loadSpec('openapi.yaml', { cwd: process.cwd() });
 */
export async function loadSpec(pathOrUrl: string, { cwd }: { cwd: string }): Promise<SpecDocument> {
  const uri = /^(https?|file):/i.test(pathOrUrl)
    ? toUrl(pathOrUrl)
    : pathToFileURL(resolve(cwd, pathOrUrl)).href;
  const entry = await readSpecFile(uri, cwd);
  const files = new Map<string, SpecFile>([[entry.uri, entry]]);
  const document = { uri: entry.uri, root: checkVersion(entry), files };

  for (let missing = findMissing(document); missing.size > 0; missing = findMissing(document)) {
    const read = [...missing].map(([target, from]) =>
      readReferred(target, { document: { ...document, digest: '' }, from, cwd }),
    );
    for (const [target, file] of await Promise.all(read)) files.set(target, file).set(file.uri, file);
  }
  return { ...document, digest: toDigest(entry, files) };
}

/** URIs that a reference names and nothing has loaded, with the first place that names each. */
function findMissing(document: Pick<SpecDocument, 'uri' | 'files'>): Map<string, SpecPlace> {
  const missing = new Map<string, SpecPlace>();
  if ([...document.files.values()].every(readPlainReferences)) return missing;
  const resources = new Set<string>();
  walkObjects(document, {
    resource: (uri) => void resources.add(uri),
    reference: ({ reference, target, from }) => {
      // A reference that is a fragment only stays in its resource, whatever `$id` that one has.
      if (!target || reference.startsWith('#') || document.files.has(target.uri)) return;
      if (!missing.has(target.uri) && !isMetaSchema(target.uri)) missing.set(target.uri, from);
    },
  });
  for (const uri of resources) missing.delete(uri);
  return missing;
}

/** The meta-schemas are part of every validator; nobody wants them fetched (JSON Schema 2020-12 §8.1.1). */
function isMetaSchema(uri: string): boolean {
  return /^https?:\/\/(json-schema\.org|spec\.openapis\.org)\//.test(uri);
}

type Referring = { document: SpecDocument; from: SpecPlace; cwd: string };

async function readReferred(uri: string, { document, from, cwd }: Referring): Promise<[string, SpecFile]> {
  const { file, line } = locate(document, from);
  const fail = (reason: string, cause?: unknown) =>
    new KitError(
      'reference-unresolvable',
      `cannot follow the reference in ${file}, line ${line}: ${reason}`,
      {
        cause,
      },
    );
  if (!/^(https?|file):/.test(uri)) throw fail(`${uri} is neither a file nor an HTTP URL`);
  // A page from the network may not make the reader open files of this machine.
  if (uri.startsWith('file:') && !from.uri.startsWith('file:'))
    throw fail('a remote document refers to a local file');
  try {
    return [uri, await readSpecFile(uri, cwd)];
  } catch (error) {
    if (error instanceof KitError && error.code === 'input-unreadable') throw fail(error.message, error);
    throw error;
  }
}

async function readSpecFile(uri: string, cwd: string): Promise<SpecFile> {
  const name = toName(uri, cwd);
  const read = uri.startsWith('file:') ? await readLocal(uri, name) : await readRemote(uri, name);
  return { uri: read.uri, name, text: read.text, data: parseSpec(read.text, name) };
}

async function readLocal(uri: string, name: string): Promise<{ uri: string; text: string }> {
  try {
    return { uri, text: decode(await readFile(fileURLToPath(uri)), name) };
  } catch (error) {
    if (error instanceof KitError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const reason =
      code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'it is a directory' : (code ?? 'not readable');
    throw new KitError('input-unreadable', `cannot read ${name}: ${reason}`, { cause: error });
  }
}

async function readRemote(uri: string, name: string): Promise<{ uri: string; text: string }> {
  try {
    const response = await fetch(uri, {
      headers: { accept: 'application/json, application/yaml, */*' },
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    // After a redirect the last address is the base of relative references (RFC 3986 §5.1.3).
    return { uri: response.url || uri, text: decode(await response.bytes(), name) };
  } catch (error) {
    if (error instanceof KitError) throw error;
    throw new KitError('input-unreadable', `cannot read ${name}: ${describeFetchFailure(error, timeoutMs)}`, {
      cause: error,
    });
  }
}

/** JSON is UTF-8 (RFC 8259 §8.1), and so is every YAML file that is not older than the web. */
function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new KitError('spec-unreadable', `cannot parse ${name}: it is not UTF-8`, { cause: error });
  }
}

function toUrl(text: string): string {
  if (!URL.canParse(text)) throw new KitError('input-unreadable', `cannot read ${text}: not a valid URL`);
  const url = new URL(text);
  url.hash = '';
  return url.href;
}

/** Relative to the working directory where the file is inside of it. */
function toName(uri: string, cwd: string): string {
  if (!uri.startsWith('file:')) return uri;
  const path = fileURLToPath(uri);
  const name = relative(cwd, path);
  return name.startsWith('..') || isAbsolute(name) || name === '' ? path : name;
}

function toDigest(entry: SpecFile, files: ReadonlyMap<string, SpecFile>): string {
  const others = [...new Set(files.values())].filter((file) => file !== entry);
  others.sort((a, b) => (a.uri < b.uri ? -1 : 1));
  const hash = createHash('sha256');
  for (const file of [entry, ...others]) hash.update(file.text).update('\0');
  return `sha256:${hash.digest('hex')}`;
}
