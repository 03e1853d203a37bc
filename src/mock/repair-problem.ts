import type { Json } from '../finding.ts';
import { isObject } from '../spec/walk.ts';

/**
 * Where a wanted status is documented and what was wanted of it is not, Prism 5.16 puts the whole problem into the title
 * of a second one, with status 500 (NegotiatorHelpers.js, negotiateOptionsBySpecificCode). This brings the first one back.
 */
export function repairProblem(status: number, body: Json): { status: number; body: Json } {
  const nested = isObject(body) && status === 500 ? wrapped.exec(String(body.title)) : null;
  const [, type = '', title = ''] = nested ?? [];
  const known = statuses[type.split('#')[1] ?? ''];
  if (known === undefined) return { status, body };
  return { status: known, body: { type, title, status: known, detail: details[known] ?? '' } };
}

const wrapped = /^(\S+#\w+): (.*?)\. We tried default response, but we got /s;

const statuses: Readonly<Record<string, number>> = { NOT_FOUND: 404, NOT_ACCEPTABLE: 406 };

const details: Readonly<Record<number, string>> = {
  404: 'The response of the requested status has no such example.',
  406: 'The response of the requested status has no content that the Accept header takes.',
};
