import { KitError } from '../errors.ts';
import type { SpecFile } from './document.ts';
import { isObject, type JsonObject } from './walk.ts';

/**
 * The root of an entry file, when it is a document this kit can read: OpenAPI 3.0, 3.1, or 3.2, which is read as 3.1
 * (what 3.2 added is listed in `contract.problems`).
 *
 * @throws KitError `spec-unsupported`
 */
export function checkVersion(file: SpecFile): JsonObject {
  const root = file.data;
  if (!isObject(root)) throw unsupported(`${file.name} is not an OpenAPI document: it holds no object`);
  if ('swagger' in root)
    throw unsupported(
      `${file.name} is a Swagger ${String(root.swagger)} document`,
      'convert it to OpenAPI 3 first',
    );
  const version = root.openapi;
  if (version === undefined)
    throw unsupported(`${file.name} is not an OpenAPI document: it has no field openapi`);
  if (typeof version !== 'string')
    throw unsupported(
      `${file.name} has openapi: ${JSON.stringify(version)}, which is not a string`,
      "write a version such as '3.1.0'",
    );
  if (!/^3\.[012](\.\d+.*)?$/.test(version))
    throw unsupported(`${file.name} is an OpenAPI ${version} document, which is not supported`);
  return root;
}

function unsupported(message: string, hint = 'give an OpenAPI 3.0 or 3.1 document'): KitError {
  return new KitError('spec-unsupported', message, { hint });
}
