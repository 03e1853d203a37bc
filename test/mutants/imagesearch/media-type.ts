import { answering, type Mutant, onStatus, serviceError } from '../mutant.ts';

const html = '<!doctype html><title>400 Bad Request</title><h1>Bad Request</h1>';

const typed =
  (status: number, type: string | undefined) =>
  async (response: Response): Promise<Response> =>
    new Response(new TextEncoder().encode(await response.text()), {
      status,
      ...(type === undefined ? {} : { headers: { 'Content-Type': type } }),
    });

/** Answers and requests of another media type or JSON syntax than documented. */
export const mediaTypeMutants: readonly Mutant[] = [
  {
    name: 'HTML error page',
    answer: onStatus(
      400,
      () => new Response(html, { status: 400, headers: { 'Content-Type': 'text/html' } }),
    ),
    reports: ['error response-media-type-unknown', 'error scenario-outcome-different'],
  },
  {
    name: 'HTML error page that claims to be JSON',
    answer: onStatus(
      400,
      () => new Response(html, { status: 400, headers: { 'Content-Type': 'application/json' } }),
    ),
    reports: ['error response-body-unreadable', 'error scenario-outcome-different'],
  },
  {
    name: 'success as text/plain',
    answer: onStatus(200, typed(200, 'text/plain')),
    reports: ['error response-media-type-unknown'],
  },
  {
    name: 'error without Content-Type',
    answer: onStatus(400, typed(400, undefined)),
    reports: ['error response-media-type-unknown', 'error scenario-outcome-different'],
  },
  {
    name: 'error as problem+json',
    answer: onStatus(400, typed(400, 'application/problem+json')),
    reports: ['error response-media-type-unknown'],
  },
  {
    name: 'broken JSON',
    answer: onStatus(
      200,
      () => new Response('{"result":"Success"', { headers: { 'Content-Type': 'application/json' } }),
    ),
    reports: ['error response-body-unreadable'],
  },
  {
    name: 'success with an empty body',
    answer: onStatus(200, () => new Response('', { headers: { 'Content-Type': 'application/json' } })),
    reports: ['error response-body-missing'],
  },
  {
    name: 'error with an empty body',
    answer: onStatus(400, () => new Response(null, { status: 400 })),
    reports: ['error response-body-missing', 'error scenario-outcome-different'],
  },
  {
    name: 'Content-Type with charset refused',
    answer: answering(
      ({ headers }) => /charset/i.test(headers.get('content-type') ?? ''),
      () => serviceError('IS.0002'),
    ),
    reports: ['warning request-valid-refused'],
  },
  {
    name: 'escaped characters refused',
    answer: answering(
      (_, __, text) => text.includes('\\u0070'),
      () => serviceError('IS.0008'),
    ),
    reports: ['error request-valid-refused'],
  },
  {
    name: 'blanks between tokens refused',
    answer: answering(
      (_, body, text) => body !== undefined && /^\s/.test(text),
      () => serviceError('IS.0008'),
    ),
    reports: ['error request-valid-refused'],
  },
  {
    name: 'order of members required',
    answer: answering(
      (_, __, text) => text.startsWith('{"tags"') && text.includes('"path"'),
      () => serviceError('IS.0003'),
    ),
    reports: ['error request-valid-refused'],
  },
  {
    name: 'success in UTF-16',
    answer: onStatus(
      200,
      () =>
        new Response(Buffer.from('{"result":"Success"}', 'utf16le'), {
          headers: { 'Content-Type': 'application/json' },
        }),
    ),
    reports: ['error response-body-unreadable'],
  },
  {
    name: 'message in Latin-1',
    answer: onStatus(
      400,
      async (response) =>
        new Response(
          Buffer.from((await response.text()).replace(/"error_msg":"/, '"error_msg":"\xe9'), 'latin1'),
          { status: 400, headers: { 'Content-Type': 'application/json' } },
        ),
    ),
    reports: ['error response-body-unreadable', 'error scenario-outcome-different'],
  },
  {
    name: 'success as a text that holds JSON',
    answer: onStatus(200, async (response) => Response.json(await response.text())),
    reports: ['error response-body-schema'],
  },
];
