import type { HttpHeaders } from '../exchange/exchange.ts';
import { joinPointer } from '../spec/pointer.ts';
import { showName } from './excerpt.ts';
import { type Draft, none, type Rule } from './rule.ts';

/** A consumer that relies on a header relies on something that the document does not offer. */
export const responseHeaderUnknown: Rule = {
  id: 'response-header-unknown',
  side: 'response',
  severity: 'warning',
  title: 'An expected response has documented headers only',
  stances: ['expected'],
  check({ response, exchange }) {
    const definition = response?.definition;
    if (!definition || !exchange.response) return none;
    const documented = definition.headers.map(({ name }) => name.toLowerCase());
    return unknownNames(exchange.response.headers, documented).map((name): Draft => {
      const names = documented.map(showName).join(', ') || 'none';
      return {
        kind: 'fault',
        message: `response header ${showName(name)}: received one, documented headers are ${names}`,
        pointer: joinPointer('/header', name),
        place: definition.at,
        hint: 'document the header, or do not rely on it',
      };
    });
  },
};

function unknownNames(headers: HttpHeaders, documented: readonly string[]): string[] {
  return Object.keys(headers)
    .map((name) => name.toLowerCase())
    .filter((name) => !documented.includes(name) && !everyResponse.has(name));
}

/** HTTP itself allows these for every response (RFC 9110 §6.6, §8, §10.2; RFC 9112 §7): no document lists them. */
const everyResponse: ReadonlySet<string> = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'keep-alive',
  'server',
  'trailer',
  'transfer-encoding',
  'vary',
]);
