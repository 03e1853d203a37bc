import type { Operation, Parameter } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { joinPointer, pointerTokens } from '../../spec/pointer.ts';
import type { CaseRequest } from '../plan/case.ts';
import { editValue } from '../values/edit-value.ts';
import { serialiseParameter } from './serialise-parameter.ts';

/**
 * The request with a value at a place of it: `/path/id`, `/query/after`, `/header/x-tenant`, `/body/owner`. Undefined where
 * the value cannot be written there.
 */
export function bindRequest(
  operation: Operation,
  request: CaseRequest,
  bound: { to: string; value: Json },
): CaseRequest | undefined {
  const [place, ...rest] = pointerTokens(bound.to);
  if (place === 'body') return bindBody(request, joinPointer('', ...rest), bound.value);
  const name = rest[0] ?? '';
  const parameter = operation.parameters.find(
    (one) => one.in === place && (place === 'header' ? one.name.toLowerCase() === name : one.name === name),
  );
  const text = parameter && serialiseParameter(parameter, bound.value);
  if (!parameter || text === undefined) return undefined;
  switch (parameter.in) {
    case 'path':
      return bindPath(operation, request, { parameter, text });
    case 'query': {
      const [path = '', query = ''] = request.url.split('?', 2);
      const others = query
        .split('&')
        .filter((pair) => pair !== '' && pair.split('=', 1)[0] !== encodeURIComponent(name));
      return { ...request, url: `${path}?${[...others, text].filter((pair) => pair !== '').join('&')}` };
    }
    case 'header': {
      const others = request.headers.filter(([field]) => field.toLowerCase() !== name.toLowerCase());
      return { ...request, headers: [...others, [parameter.name, text]] };
    }
    case 'cookie': {
      const old = request.headers.find(([field]) => field.toLowerCase() === 'cookie')?.[1].split('; ') ?? [];
      const others = request.headers.filter(([field]) => field.toLowerCase() !== 'cookie');
      const pairs = old.filter((pair) => pair.split('=', 1)[0] !== name);
      return { ...request, headers: [...others, ['Cookie', [...pairs, text].join('; ')]] };
    }
    default:
      return parameter.in satisfies never;
  }
}

function bindPath(
  { path }: Operation,
  request: CaseRequest,
  bound: { parameter: Parameter; text: string },
): CaseRequest | undefined {
  const [before = '', query] = request.url.split('?', 2);
  const values = pathPattern(path).exec(before);
  if (!values) return undefined;
  const names = [...path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]);
  const written = names.reduce<string>(
    (url, name, index) =>
      url.replace(`{${name}}`, () =>
        name === bound.parameter.name ? bound.text : (values[index + 1] ?? ''),
      ),
    path,
  );
  const url = before.slice(0, values.index) + written;
  return { ...request, url: query === undefined ? url : `${url}?${query}` };
}

/** Matches the end of a path that the template makes, with one group for each of its parameters. */
export function pathPattern(path: string): RegExp {
  const parts = path.split(/\{[^{}]*\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`${parts.join('([^/]*)')}$`);
}

function bindBody(request: CaseRequest, pointer: string, value: Json): CaseRequest | undefined {
  if (pointer === '') return { ...request, body: { kind: 'text', text: JSON.stringify(value) } };
  if (request.body?.kind !== 'text') return undefined;
  try {
    const edited = editValue(JSON.parse(request.body.text) as Json, pointer, value);
    return edited === undefined
      ? undefined
      : { ...request, body: { kind: 'text', text: JSON.stringify(edited) } };
  } catch {
    // Broken on purpose: it stays as it is.
    return request;
  }
}
