import type { Parameter } from './contract.ts';
import { existing, type Forms, pairItems, readForms, splitItems, splitMembers } from './decode-forms.ts';
import { decodePercent } from './decode-percent.ts';
import type { Shape } from './decode-shape.ts';
import { readText } from './decode-text.ts';
import type { DecodedValue } from './decoded.ts';

/**
 * Reads a path parameter, still percent-encoded, in its style (OpenAPI 3.1 §4.8.12.4). Separators are looked for
 * before decoding, so that an encoded one belongs to a value.
 */
export function decodePathValue(raw: string, parameter: Parameter, shape: Shape): DecodedValue {
  const text = decodePercent(raw);
  if (text === undefined) return { state: 'unreadable', reason: 'its percent-encoding is malformed' };
  // The plain case, without taking anything apart.
  if (parameter.style === 'simple' && !shape.isArray && !shape.isObject)
    return { state: 'present', candidates: readText(text, shape) };
  return readForms((formsIn[parameter.style] ?? simple)(raw, parameter), shape, `style ${parameter.style}`);
}

type Reader = (raw: string, parameter: Parameter) => Forms;

const simple: Reader = (raw, { explode }) => ({
  primitive: () => decodePercent(raw),
  arrays: () => existing(splitItems(raw, ',', decodePercent), splitEncoded(raw)),
  objects: () =>
    existing(
      explode ? splitMembers(raw, ',', decodePercent) : pairItems(splitItems(raw, ',', decodePercent)),
    ),
});

/** Many clients encode the separator too. */
function splitEncoded(raw: string): readonly string[] | undefined {
  const decoded = raw.includes(',') ? undefined : decodePercent(raw);
  return decoded?.includes(',') ? decoded.split(',') : undefined;
}

/** OpenAPI 3.0 and 3.1.0 separate the items with dots, later texts with commas; both are read. */
const label: Reader = (raw, { explode }) => {
  const body = raw.slice(1);
  const isLabel = raw.startsWith('.');
  const split = (separator: string) => splitItems(body, separator, decodePercent);
  const separators = explode ? ['.'] : body.includes(',') ? [','] : body.includes('.') ? ['.', ','] : [','];
  return {
    primitive: () => (isLabel ? decodePercent(body) : undefined),
    arrays: () => (isLabel ? existing(...separators.map(split)) : []),
    objects: () => {
      if (!isLabel) return [];
      if (explode) return existing(splitMembers(body, '.', decodePercent));
      return existing(...separators.map((separator) => pairItems(split(separator))));
    },
  };
};

const matrix: Reader = (raw, { name, explode }) => {
  const parts = raw.startsWith(';') ? raw.slice(1).split(';') : [];
  const named = parts.flatMap((part) => {
    const equals = part.indexOf('=');
    const key = decodePercent(equals === -1 ? part : part.slice(0, equals));
    return key === name ? [equals === -1 ? '' : part.slice(equals + 1)] : [];
  });
  const isNamed = named.length > 0 && named.length === parts.length;
  const [single = ''] = named;
  return {
    primitive: () => (isNamed && named.length === 1 ? decodePercent(single) : undefined),
    arrays: () => {
      if (!isNamed) return [];
      if (explode) return existing(named.map((value) => decodePercent(value) ?? value));
      return named.length === 1 ? existing(splitItems(single, ',', decodePercent)) : [];
    },
    objects: () => {
      if (explode) return parts.length > 0 ? existing(splitMembers(raw.slice(1), ';', decodePercent)) : [];
      return isNamed && named.length === 1 ? existing(pairItems(splitItems(single, ',', decodePercent))) : [];
    },
  };
};

const formsIn: Readonly<Partial<Record<Parameter['style'], Reader>>> = { simple, label, matrix };
