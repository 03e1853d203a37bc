import { parseMediaType } from '../contract/media-type.ts';

const token = "[!#$%&'*+.^_`|~\\w-]+";
const member = new RegExp(`^${token}/${token}(?:[ \\t]*;[ \\t]*${token}=(?:${token}|"[^",;\\\\]*"))*$`);

/**
 * The members of an Accept header that are media ranges (RFC 9110 §12.5.1), the others left out; undefined where none
 * is left, which means the same as no header. What is handed on is what every parser can read.
 */
export function readAccept(header: string | undefined): string | undefined {
  if (!header) return undefined;
  const members = header.split(',');
  const readable = members.filter((text) => member.test(text.trim()));
  return readable.length === 0 ? undefined : readable.join(',');
}

/** Whether an Accept header plainly takes a media type: a member without parameters names it or a range around it. */
export function takesPlainly(accept: string | undefined, mediaType: string): boolean {
  if (accept === undefined) return true;
  if (accept.includes(';')) return false;
  const parsed = parseMediaType(mediaType);
  if (!parsed) return false;
  const members = accept
    .toLowerCase()
    .split(',')
    .map((text) => text.trim());
  const { type, subtype } = parsed;
  return ['*/*', `${type}/*`, `${type}/${subtype}`].some((range) => members.includes(range));
}
