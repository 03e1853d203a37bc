import type { MediaType } from '../contract/contract.ts';
import type { DecodedBody } from '../contract/decoded.ts';
import type { HttpBody } from '../exchange/exchange.ts';
import type { Json } from '../finding.ts';
import { excerpt } from './excerpt.ts';
import { redactorOf } from './redactor-of.ts';
import { type Draft, none, type RuleContext } from './rule.ts';

/** A body that could not be decoded: a fault where it breaks its media type, unchecked where the kit is at its end. */
export function judgeReadable(
  context: RuleContext,
  message: {
    readonly subject: string;
    readonly decoded: DecodedBody;
    readonly mediaType: MediaType | undefined;
    readonly body: HttpBody | undefined;
  },
): readonly Draft[] {
  const { subject, decoded, mediaType } = message;
  if (decoded.state === 'present' || decoded.state === 'absent') return none;
  if (decoded.state === 'unchecked' || !mediaType) {
    const place = mediaType && { place: mediaType.at };
    return [{ kind: 'unchecked', reason: decoded.reason, pointer: '/body', ...place }];
  }
  const actual = textOf(message.body);
  return [
    {
      kind: 'fault',
      message: `${subject}: received what cannot be read as ${mediaType.name}, documented ${mediaType.name}: ${decoded.reason}`,
      pointer: '/body',
      place: mediaType.at,
      expected: mediaType.name,
      ...(actual !== undefined && { actual: excerpt(actual, redactorOf(context), '/body') }),
    },
  ];
}

function textOf(body: HttpBody | undefined): Json | undefined {
  if (body?.kind === 'text') return body.text;
  return body?.kind === 'bytes' ? new TextDecoder().decode(body.bytes) : undefined;
}
