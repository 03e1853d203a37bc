import type { MediaType, Parameter } from './contract.ts';
import { decodeJson } from './decode-json.ts';
import { decodeFormText, decodePercent } from './decode-percent.ts';
import type { DecodedParameter, DecodedValue } from './decoded.ts';
import { bodyKindOf, parseMediaType } from './media-type.ts';

/** Reads a parameter that has `content` in place of a style: its text is a small body (OpenAPI 3.1 §4.8.12.2). */
export function decodeContentParameter(
  parameter: Parameter,
  mediaType: MediaType,
  raw: string | undefined,
): DecodedParameter {
  if (raw === undefined) return { parameter, raw, state: 'absent' };
  if (parameter.allowEmptyValue && raw === '') return { parameter, raw, state: 'present', candidates: [] };
  const text =
    parameter.in === 'header' ? raw : parameter.in === 'query' ? decodeFormText(raw) : decodePercent(raw);
  if (text === undefined)
    return { parameter, raw, state: 'unreadable', reason: 'its percent-encoding is malformed' };
  return { parameter, raw, ...decodeText(text, mediaType) };
}

function decodeText(text: string, { name }: MediaType): DecodedValue {
  const parsed = parseMediaType(name);
  const kind = parsed && bodyKindOf(parsed);
  if (kind === 'json') return decodeJson(text);
  if (kind === 'text') return { state: 'present', candidates: [text] };
  return { state: 'unchecked', reason: `a parameter of media type ${name} is not read` };
}
