import { answeringAs, isCall, writing, writingHead, writingStatus } from '../edit-exchange.ts';
import type { Mutant } from '../mutant.ts';

const described = ['GET /v2/files/*', 200] as const;
const listed = ['GET /v2/files', 200] as const;
const downloaded = ['GET /v2/files/*/content', 200] as const;
const labelled = ['POST /v2/labels', 200] as const;
const page = '<html><body><h1>Error</h1></body></html>';

const asHtml = (response: Response): Response =>
  new Response(page, { status: response.status, headers: { 'Content-Type': 'text/html' } });

/** Answers whose body has another shape than documented. */
export const shapeMutants: readonly Mutant[] = [
  {
    name: 'undocumented member in a file',
    answer: writing(described, (file) => ({ ...file, path: '/srv/report.csv' })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'size as text',
    answer: writing(described, (file) => ({ ...file, size: String(file.size) })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'modified as a number',
    answer: writing(described, (file) => ({ ...file, modified: 1_767_323_045 })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'modified without a zone',
    answer: writing(described, (file) => ({ ...file, modified: '2026-01-02T03:04:05' })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'kind in upper case',
    answer: writing(['POST /v2/files', 201], (file) => ({ ...file, kind: file.kind.toUpperCase() })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'null for no tags',
    answer: writing(['POST /v2/files', 201], (file) => ({
      ...file,
      tags: file.tags.length > 0 ? file.tags : null,
    })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'public as 0 or 1',
    answer: writing(listed, (files) =>
      files.map((file: { public: boolean }) => ({ ...file, public: Number(file.public) })),
    ),
    reports: ['error response-body-schema'],
  },
  {
    name: 'list as an object by name',
    answer: writing(listed, (files) =>
      Object.fromEntries(files.map((file: { name: string }) => [file.name, file])),
    ),
    reports: ['error response-body-schema'],
  },
  {
    name: 'stack trace in a refusal',
    answer: writing(['POST /v2/labels', 422], ({ error }) => ({
      error: { ...error, stack: 'Error: refused\n    at readLabel (/srv/app/labels.js:12:9)' },
    })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'refusal as a text in JSON',
    answer: writing(['POST /v2/labels', 400], ({ error }) => error.code),
    reports: ['error response-body-schema'],
  },
  {
    name: 'details as one text',
    answer: writing(['POST /v2/labels', 422], ({ error }) => ({ error: { ...error, details: 'colour' } })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'job that is no UUID',
    answer: writing(['POST /v2/imports', 202], (job) => ({ ...job, job: '17' })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'state of no documented name',
    answer: writing(['POST /v2/imports', 202], (job) => ({ ...job, state: 'pending' })),
    reports: ['error response-body-schema'],
  },
];

/** Answers with another status than documented. */
export const statusMutants: readonly Mutant[] = [
  {
    name: '200 for a file that was uploaded',
    answer: writingStatus(['POST /v2/files', 201], 200),
    reports: ['error response-status-unknown'],
  },
  {
    name: '200 for a file that was replaced',
    answer: answeringAs(
      ['PUT /v2/files/*', 204],
      (response) => new Response('OK', { status: 200, headers: response.headers }),
    ),
    reports: ['error response-status-unknown'],
  },
  {
    name: '200 for rows that are read later',
    answer: writingStatus(['POST /v2/imports', 202], 200),
    reports: ['error response-status-unknown'],
  },
  {
    name: '200 with an error for a wrong colour',
    answer: writingStatus(['POST /v2/labels', 422], 200),
    reports: ['error request-invalid-accepted', 'error response-body-schema'],
  },
  {
    name: '409 for a wrong label',
    answer: writingStatus(['POST /v2/labels', 422], 409),
    reports: ['error response-status-unknown', 'warning scenario-outcome-different'],
  },
  {
    name: '403 for a missing key',
    answer: writingStatus(['GET /v2/files', 401], 403),
    reports: ['warning response-status-unknown'],
  },
  {
    name: '412 for the same file',
    answer: answeringAs(['GET /v2/files/*', 304], () => new Response(null, { status: 412 })),
    reports: ['error response-status-unknown'],
  },
];

/** Header fields of answers. */
export const headerMutants: readonly Mutant[] = [
  {
    name: 'ETag without quotes',
    answer: writingHead(described, (headers) => headers.set('etag', 'abc')),
    reports: ['error response-header-schema'],
  },
  {
    name: 'ETag missing',
    answer: writingHead(described, (headers) => headers.delete('etag')),
    reports: ['error response-header-missing'],
  },
  {
    name: 'ETag missing in 304',
    answer: writingHead(['GET /v2/files/*', 304], (headers) => headers.delete('etag')),
    reports: ['error response-header-missing'],
  },
  {
    name: 'ETag missing in 204',
    answer: writingHead(['PUT /v2/files/*', 204], (headers) => headers.delete('etag')),
    reports: ['error response-header-missing'],
  },
  {
    name: 'Content-Disposition missing',
    answer: writingHead(downloaded, (headers) => headers.delete('content-disposition')),
    reports: ['error response-header-missing'],
  },
  {
    name: 'Content-Disposition inline',
    answer: writingHead(downloaded, (headers) => headers.set('content-disposition', 'inline')),
    reports: ['error response-header-schema'],
  },
  {
    name: 'X-Size with a unit',
    answer: writingHead(downloaded, (headers) => headers.set('x-size', '8 bytes')),
    reports: ['error response-header-schema'],
  },
  {
    name: 'Location missing',
    answer: writingHead(['POST /v2/imports', 202], (headers) => headers.delete('location')),
    reports: ['error response-header-missing'],
  },
  {
    name: 'Location that is no reference',
    answer: writingHead(['POST /v2/files', 201], (headers) => headers.set('location', 'the file <report>')),
    reports: ['error response-header-schema'],
  },
  {
    name: 'Retry-After as a date',
    answer: writingHead(['POST /v2/imports', 202], (headers) =>
      headers.set('retry-after', new Date(0).toUTCString()),
    ),
    reports: ['error response-header-schema'],
  },
  {
    name: 'WWW-Authenticate missing',
    answer: (real) => async (request) => {
      const response = await real(request);
      if (response.status !== 401) return response;
      const headers = new Headers(response.headers);
      headers.delete('www-authenticate');
      return new Response(response.body, { status: 401, headers });
    },
    reports: ['error response-header-missing'],
  },
];

/** Media types of answers, and how they are chosen. */
export const mediaTypeMutants: readonly Mutant[] = [
  {
    name: 'JSON for whom wants CSV alone',
    answer: (real) => async (request) => {
      if (!isCall(request, 'GET /v2/files')) return await real(request);
      const headers = new Headers(request.headers);
      if (headers.get('accept') === 'text/csv') headers.set('accept', 'application/json');
      return await real(new Request(request.url, { headers }));
    },
    reports: ['warning response-media-type-different'],
  },
  {
    name: 'CSV for whom wants JSON alone',
    answer: (real) => async (request) => {
      if (!isCall(request, 'GET /v2/files')) return await real(request);
      const headers = new Headers(request.headers);
      if (headers.get('accept') === 'application/json') headers.set('accept', 'text/csv');
      return await real(new Request(request.url, { headers }));
    },
    reports: ['warning response-media-type-different'],
  },
  {
    name: 'CSV that says it is JSON',
    answer: (real) => async (request) => {
      const response = await real(request);
      if (response.headers.get('content-type')?.startsWith('text/csv') !== true) return response;
      const headers = new Headers(response.headers);
      headers.set('content-type', 'application/json');
      return new Response(response.body, { headers });
    },
    reports: ['error response-body-unreadable', 'warning response-media-type-different'],
  },
  {
    name: 'file as text/plain',
    answer: writingHead(downloaded, (headers) => headers.set('content-type', 'text/plain')),
    reports: ['error response-media-type-unknown'],
  },
  {
    name: 'file without a media type',
    answer: writingHead(downloaded, (headers) => headers.delete('content-type')),
    reports: ['error response-media-type-unknown'],
  },
  {
    name: 'HTML for a body that is too large',
    answer: answeringAs(['PUT /v2/files/*', 413], asHtml),
    reports: ['error response-media-type-unknown'],
  },
  {
    name: 'HTML for a wrong media type',
    answer: answeringAs(['POST /v2/labels', 415], asHtml),
    reports: ['error response-media-type-unknown'],
  },
  {
    name: 'HTML for an unknown file',
    answer: answeringAs(['GET /v2/files/*', 404], asHtml),
    reports: ['error response-media-type-unknown'],
  },
  {
    name: 'file in an envelope of JSON',
    answer: answeringAs(downloaded, async (response) =>
      Response.json(
        { data: await response.text() },
        { headers: { ...Object.fromEntries(response.headers), 'Content-Type': 'application/json' } },
      ),
    ),
    reports: ['error response-media-type-unknown'],
  },
  {
    name: 'label as text without being asked',
    answer: answeringAs(labelled, (_, request) =>
      request.headers.get('accept') === 'application/json'
        ? new Response('Fragile', { headers: { 'Content-Type': 'text/plain' } })
        : _,
    ),
    reports: ['warning response-media-type-different'],
  },
];
