import type { HttpHeaders } from '../exchange/exchange.ts';
import type { Json } from '../finding.ts';
import type { Parameter } from './contract.ts';
import { existing, pairItems, readForms, splitMembers } from './decode-forms.ts';
import type { Shape } from './decode-shape.ts';
import { readText } from './decode-text.ts';
import { typeBits } from './decode-types.ts';
import type { DecodedValue } from './decoded.ts';

/** The field lines of a header; none where it was not sent. */
export function linesOf(headers: HttpHeaders, name: string): readonly string[] {
  const value = headers[name.toLowerCase()];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

const asItIs = (text: string) => text.trim();

/**
 * Reads a header in style simple. Lines of the same name are one list (RFC 9110 §5.3); header values are not
 * percent-encoded (OpenAPI 3.1.1, appendix D).
 */
export function decodeHeader(lines: readonly string[], parameter: Parameter, shape: Shape): DecodedValue {
  const [first] = lines;
  if (first === undefined) return { state: 'absent' };
  // The one header whose lines cannot be joined (RFC 6265 §3).
  if (parameter.name.toLowerCase() === 'set-cookie' && lines.length > 1)
    return { state: 'present', candidates: [...lines] satisfies Json[] };
  if (lines.length > 1 && !shape.isArray && !shape.isObject && !(shape.types & typeBits.string))
    return { state: 'unreadable', reason: `it was sent ${lines.length} times, a single value is documented` };
  const text = lines.length === 1 ? first.trim() : lines.join(', ');
  if (!shape.isArray && !shape.isObject) return { state: 'present', candidates: readText(text, shape) };
  const items = text === '' ? [] : text.split(',').map(asItIs);
  const forms = {
    primitive: () => text,
    arrays: () => [items],
    objects: () => existing(parameter.explode ? splitMembers(text, ',', asItIs) : pairItems(items)),
  };
  return readForms(forms, shape, 'style simple');
}
