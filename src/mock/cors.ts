import type { HttpHeaders } from '../exchange/exchange.ts';
import { findHeader } from '../exchange/message.ts';
import { type Answer, noBody } from './answer.ts';

/** The answer to a preflight request (Fetch standard §3.2.2), as Prism gives it; undefined for any other request. */
export function answerPreflight(method: string, headers: HttpHeaders): Answer | undefined {
  const wanted = findHeader(headers, 'access-control-request-method');
  if (method !== 'OPTIONS' || !wanted || !findHeader(headers, 'origin')) return undefined;
  return {
    status: 204,
    headers: { ...corsHeaders(headers), 'access-control-allow-methods': wanted, vary: 'origin' },
    body: noBody,
  };
}

/** What lets pages of any origin read an answer (Fetch standard §3.2.3), as Prism does. */
export function corsHeaders(headers: HttpHeaders): Record<string, string> {
  return {
    'access-control-allow-origin': findHeader(headers, 'origin') || '*',
    'access-control-allow-headers': findHeader(headers, 'access-control-request-headers') || '*',
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': findHeader(headers, 'access-control-expose-headers') || '*',
  };
}
