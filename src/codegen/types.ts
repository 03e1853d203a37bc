import openapiTS, { astToString, NEVER } from 'openapi-typescript';
import { KitError } from '../errors.ts';
import type { SpecDocument } from '../spec/document.ts';
import { withOptionalHeaders } from './optional-headers.ts';

/**
 * The TypeScript types of a loaded document, with its `paths`, `operations` and `components`. Equal documents give equal
 * text: nothing of the machine, the working directory or the time is in it. Loading this module loads the TypeScript
 * compiler, so import it when it is needed and not before.
 *
 * @throws KitError `spec-unsupported` when openapi-typescript cannot express the document
 * @example await generateTypes(await loadSpec('openapi.yaml', { cwd: process.cwd() }))
 */
export async function generateTypes(document: SpecDocument): Promise<string> {
  const source = new URL(document.uri);
  const header = `/** Written by \`contract-kit types\` from ${toFileName(source)}; never edited by hand. */\n\n`;
  try {
    const nodes = await openapiTS(source, { immutable: true, silent: true, transform: toForbidden });
    return header + astToString(withOptionalHeaders(nodes, document));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
    const name = document.files.get(document.uri)?.name ?? document.uri;
    throw new KitError('spec-unsupported', `cannot write types for ${name}: ${reason}`, { cause });
  }
}

/**
 * `not: {}` accepts no value (JSON Schema 2020-12 core §10.2.1.4), which is how a document says that a field is never
 * there. openapi-typescript reads past `not` and would write `unknown`.
 */
function toForbidden(schema: unknown): typeof NEVER | undefined {
  // A boolean schema comes here too, whatever the option's type says.
  if (!isObject(schema) || !('not' in schema)) return undefined;
  const { not } = schema;
  const everything = not === true || (isObject(not) && Object.keys(not).length === 0);
  return everything ? NEVER : undefined;
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === 'object';
}

/** The last segment alone: the directory is another one on every machine. It cannot end the comment. */
function toFileName(source: URL): string {
  const name = decodeURIComponent(source.pathname.split('/').at(-1) ?? '');
  return (name || source.hostname).replaceAll('*/', '* /');
}
