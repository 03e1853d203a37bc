import { answeringAs, instead, writing, writingHead, writingStatus } from '../edit-exchange.ts';
import type { Mutant } from '../mutant.ts';

type Found = { count: number; items: { type: string }[] };
const found = ['GET /shapes', 200] as const;
const kept = ['POST /shapes/*/*', 200] as const;

/** Changes the found shapes of one type. */
const shapesOf = (type: string, change: (shape: { type: string }) => unknown) =>
  writing(found, ({ items, ...rest }: Found) => ({
    ...rest,
    items: items.map((shape) => (shape.type === type ? change(shape) : shape)),
  }));

/** Answers whose body has another shape than documented. */
export const shapeMutants: readonly Mutant[] = [
  {
    name: 'count as text',
    answer: writing(found, (body) => ({ ...body, count: String(body.count) })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'count below its minimum',
    answer: writing(found, (body) => ({ ...body, count: -1 })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'null for no items',
    answer: writing(found, (body) => ({ ...body, items: body.items.length > 0 ? body.items : null })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'items missing',
    answer: writing(found, ({ items: _, ...body }) => body),
    reports: ['error response-body-schema'],
  },
  {
    name: 'more items than the limit of the list',
    answer: writing(found, (body) => ({ ...body, items: Array.from({ length: 51 }, () => body.items[0]) })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'circle of radius 0',
    answer: shapesOf('circle', (shape) => ({ ...shape, radius: 0 })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'width that is no multiple',
    answer: shapesOf('square', (shape) => ({ ...shape, width: 101 })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'colours without one',
    answer: shapesOf('square', (shape) => ({ ...shape, colours: [] })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'undocumented member in a nested object',
    answer: shapesOf('line', (shape) => ({ ...shape, from: { x: 0, y: 0, z: 0 } })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'nested value of another type',
    answer: shapesOf('line', (shape) => ({ ...shape, to: { x: '9', y: 1 } })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'shape of no documented kind',
    answer: shapesOf('circle', () => ({ type: 'ellipse', radius: 1 })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'kept as text',
    answer: writing(kept, () => ({ kept: 'true' })),
    reports: ['error response-body-schema'],
  },
];

/** Answers with another status than documented. */
export const statusMutants: readonly Mutant[] = [
  {
    name: '201 for a shape that is kept',
    answer: writingStatus(kept, 201),
    reports: ['error response-status-unknown'],
  },
  {
    name: '200 for a report',
    answer: answeringAs(['POST /reports', 204], () => Response.json({})),
    reports: ['error response-status-unknown'],
  },
  {
    name: '404 for an unknown kind',
    answer: answeringAs(['POST /shapes/*/*', 400], (response, { url }) =>
      /shapes\/(circle|square|line)\//.test(url) ? response : new Response('no such kind', { status: 404 }),
    ),
    reports: ['warning response-status-unknown'],
  },
  {
    name: '200 with the text of a refusal',
    answer: writingStatus(['GET /shapes', 400], 200),
    reports: ['error request-invalid-accepted', 'error response-media-type-unknown'],
  },
  {
    name: '204 for nothing found',
    answer: answeringAs(found, (response, { url }) =>
      url.includes('kind=line') ? new Response(null, { status: 204 }) : response,
    ),
    reports: ['error response-status-unknown'],
  },
  {
    name: 'redirect to the same path with a slash',
    answer: instead(
      'GET /shapes',
      (_, { url }) => url.includes('page'),
      () => new Response(null, { status: 301, headers: { Location: '/shapes/' } }),
    ),
    reports: ['error response-status-unknown'],
  },
];

/** Answers and requests of another media type than documented. */
export const mediaTypeMutants: readonly Mutant[] = [
  {
    name: 'refusal as JSON',
    answer: answeringAs(['GET /shapes', 400], () => Response.json({ error: 'refused' }, { status: 400 })),
    reports: ['error response-media-type-unknown'],
  },
  {
    name: 'refusal of one operation as HTML',
    answer: writingHead(['POST /reports', 400], (headers) => headers.set('content-type', 'text/html')),
    reports: ['error response-media-type-unknown'],
  },
  {
    name: 'found as text/json',
    answer: writingHead(found, (headers) => headers.set('content-type', 'text/json')),
    reports: ['error response-media-type-unknown'],
  },
  {
    name: 'second documented media type refused',
    answer: instead(
      'POST /shapes/*/*',
      (_, { headers }) => /vnd/.test(headers.get('content-type') ?? ''),
      () => new Response('refused', { status: 400 }),
    ),
    reports: ['error request-valid-refused'],
  },
  {
    name: 'media type in upper case refused',
    answer: instead(
      '* /**',
      (_, { headers }) => /[A-Z]/.test(headers.get('content-type')?.split(';')[0] ?? ''),
      () => new Response('refused', { status: 400 }),
    ),
    reports: ['warning request-valid-refused'],
  },
];
