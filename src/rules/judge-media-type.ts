import type { MediaType } from '../contract/contract.ts';
import type { Redactor } from '../exchange/redact.ts';
import type { SpecPlace } from '../spec/document.ts';
import { excerpt, showName } from './excerpt.ts';
import type { Draft } from './rule.ts';

/** A body whose Content-Type selects none of the documented media types. */
export function judgeMediaType(body: {
  readonly subject: string;
  readonly contentType: string | undefined;
  /** An expectation, or a body that a recorder has parsed, need not name its media type. */
  readonly mayLackType: boolean;
  readonly content: readonly MediaType[];
  readonly place: SpecPlace;
  readonly redactor: Redactor;
}): Draft {
  if (body.contentType === undefined && body.mayLackType) {
    const reason = `the media type of the ${body.subject} is not said`;
    return { kind: 'unchecked', reason, pointer: '/body', place: body.place };
  }
  const names = body.content.map(({ name }) => name);
  const actual = body.contentType && excerpt(body.contentType, body.redactor, '');
  const received = typeof actual === 'string' ? `Content-Type ${showMediaType(actual)}` : 'no Content-Type';
  return {
    kind: 'fault',
    message: `${body.subject}: received ${received}, documented ${names.map(showMediaType).join(', ')}`,
    pointer: '/header/content-type',
    place: body.place,
    expected: names,
    ...(actual === undefined ? { hint: 'send the header Content-Type' } : { actual }),
  };
}

/** `application/json; charset=utf-8` needs no quotes. */
function showMediaType(name: string): string {
  return /^[\w.+/*-]+(?:; ?[\w-]+="?[\w.+-]+"?)*$/.test(name) && name.length <= 80 ? name : showName(name);
}
