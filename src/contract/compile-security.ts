import { isObject, type JsonObject } from '../spec/walk.ts';
import { type Compiling, type Found, followReferences, placeIn, textOf } from './compile-reference.ts';
import type { SecurityRequirement, SecurityScheme } from './contract.ts';

const types: readonly string[] = [
  'apiKey',
  'http',
  'mutualTLS',
  'oauth2',
  'openIdConnect',
] satisfies SecurityScheme['type'][];

/** The alternatives of an operation: its own list, else that of the document (§4.8.10). */
export function compileSecurity(compiling: Compiling, operation: Found): readonly SecurityRequirement[] {
  const { document } = compiling;
  const root: Found = { value: document.root, at: { uri: document.uri, pointer: '' } };
  const owner = Array.isArray(operation.value.security) ? operation : root;
  const list = owner.value.security;
  if (!Array.isArray(list)) return Object.freeze([]);
  const requirements: SecurityRequirement[] = [];
  for (const [index, requirement] of list.entries()) {
    const at = placeIn(owner.at, 'security', index);
    const schemes = isObject(requirement) ? compileSchemes(compiling, { value: requirement, at }) : undefined;
    if (schemes) requirements.push(Object.freeze({ at, schemes }));
  }
  return Object.freeze(requirements);
}

/** All schemes of one alternative (§4.8.30); undefined when one of them is not described, so that none is guessed. */
function compileSchemes(compiling: Compiling, requirement: Found): readonly SecurityScheme[] | undefined {
  const schemes: SecurityScheme[] = [];
  for (const key of Object.keys(requirement.value)) {
    if (key.startsWith('x-')) continue;
    const scheme = findScheme(compiling, key);
    if (!scheme) {
      const reason = `security scheme ${key} is not described in components, its requirement is not judged`;
      compiling.problems.push({ reason, at: placeIn(requirement.at, key) });
      return undefined;
    }
    schemes.push(scheme);
  }
  return Object.freeze(schemes);
}

function findScheme(compiling: Compiling, key: string): SecurityScheme | undefined {
  const { document } = compiling;
  const { components } = document.root;
  const described =
    isObject(components) && isObject(components.securitySchemes) && components.securitySchemes;
  if (!described || !Object.hasOwn(described, key)) return undefined;
  const place = { uri: document.uri, pointer: '/components/securitySchemes' };
  const found = followReferences(compiling, placeIn(place, key));
  return found && toScheme(key, found);
}

function toScheme(key: string, { value, at }: Found): SecurityScheme | undefined {
  const type = textOf(value, 'type');
  if (type === undefined || !types.includes(type)) return undefined;
  return Object.freeze({ at, key, type: type as SecurityScheme['type'], ...describe(type, value) });
}

function describe(type: string, value: JsonObject): Pick<SecurityScheme, 'in' | 'name' | 'scheme'> {
  const location = textOf(value, 'in');
  const name = textOf(value, 'name');
  const scheme = textOf(value, 'scheme');
  if (type === 'http') return scheme === undefined ? {} : { scheme: scheme.toLowerCase() };
  if (type !== 'apiKey' || name === undefined) return {};
  if (location !== 'query' && location !== 'header' && location !== 'cookie') return {};
  return { in: location, name };
}
