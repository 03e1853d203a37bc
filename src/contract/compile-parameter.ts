import type { SpecPlace } from '../spec/document.ts';
import { compileExamples } from './compile-example.ts';
import { compileContent } from './compile-media-type.ts';
import { type Compiling, compileOnce, type Found, followList, placeIn, textOf } from './compile-reference.ts';
import { toSchemaPlace } from './compile-schema-place.ts';
import type { Parameter, ParameterStyle } from './contract.ts';

const locations: readonly string[] = ['path', 'query', 'header', 'cookie'] satisfies Parameter['in'][];

const stylesIn: Readonly<Record<Parameter['in'], readonly ParameterStyle[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};

/** Header parameters of these names are ignored (§4.8.12.2): other parts of the document describe them. */
const ignoredHeaders: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

/**
 * The parameters of an operation: those of its path item, replaced by its own of the same name and location (§4.8.9).
 * `owners` are the objects that list them, the strongest last.
 */
export function compileParameters(
  compiling: Compiling,
  { path, owners }: { path: string; owners: readonly Found[] },
): readonly Parameter[] {
  const byName = new Map<string, Parameter>();
  for (const owner of owners)
    for (const found of followList(compiling, owner, 'parameters')) {
      const once = { role: 'parameter', found, from: undefined };
      const parameter = compileOnce(compiling, once, () => compileParameter(compiling, found));
      if (!parameter) continue;
      const { name, at } = parameter;
      // No request could ever send it, so that each one would lack it.
      if (parameter.in === 'path' && !path.includes(`{${name}}`))
        compiling.problems.push({ reason: `path parameter ${name} is not in ${path} and is not judged`, at });
      else byName.set(`${parameter.in} ${parameter.in === 'header' ? name.toLowerCase() : name}`, parameter);
    }
  return Object.freeze([...byName.values()]);
}

/** §4.8.12; undefined for a parameter that is ignored or that cannot be read, which is noted as a problem. */
function compileParameter(compiling: Compiling, found: Found): Parameter | undefined {
  const { value, at } = found;
  const name = textOf(value, 'name');
  const location = textOf(value, 'in');
  if (name === undefined || location === undefined || !locations.includes(location)) {
    compiling.problems.push({ reason: `a parameter in ${location ?? 'no location'} is not judged`, at });
    return undefined;
  }
  if (location === 'header' && ignoredHeaders.has(name.toLowerCase())) return undefined;
  return toParameter(compiling, found, { name, in: location as Parameter['in'] });
}

/** A response header (§4.8.21) is a parameter in `header` whose name stands outside of it. */
export function compileHeader(compiling: Compiling, name: string, found: Found): Parameter {
  return toParameter(compiling, found, { name: name.toLowerCase(), in: 'header' });
}

type Identity = Pick<Parameter, 'name' | 'in'>;

function toParameter(compiling: Compiling, found: Found, identity: Identity): Parameter {
  const { value, at } = found;
  const style = toStyle(compiling, found, identity);
  const mediaType = compileContent(compiling, found)[0];
  return Object.freeze({
    at,
    ...identity,
    // A path without one of its parameters is another path.
    required: identity.in === 'path' || value.required === true,
    style,
    explode: typeof value.explode === 'boolean' ? value.explode : style === 'form',
    allowEmptyValue: identity.in === 'query' && value.allowEmptyValue === true,
    allowReserved: value.allowReserved === true,
    ...describeValue(compiling, found, at),
    ...(value.schema === undefined && mediaType && { mediaType }),
    examples: compileExamples(compiling, found),
  });
}

function describeValue({ document }: Compiling, { value }: Found, at: SpecPlace): Pick<Parameter, 'schema'> {
  return value.schema === undefined ? {} : { schema: toSchemaPlace(document, placeIn(at, 'schema')) };
}

/** The default of `style`, or the documented one where that location allows it (§4.8.12.2). */
function toStyle({ problems }: Compiling, { value, at }: Found, identity: Identity): ParameterStyle {
  const allowed = stylesIn[identity.in];
  const style = textOf(value, 'style') as ParameterStyle | undefined;
  const fallback = allowed[0] as ParameterStyle;
  if (style === undefined || allowed.includes(style)) return style ?? fallback;
  const reason = `style ${style} does not exist for a parameter in ${identity.in}, ${fallback} is used`;
  problems.push({ reason, at: placeIn(at, 'style') });
  return fallback;
}
