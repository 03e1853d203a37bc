import { type Call, type Edit, instead, reading, readingHead } from '../edit-exchange.ts';
import type { Mutant } from '../mutant.ts';

const bodies: Call = '* /api/tasks**';
const accepted = ['error request-invalid-accepted'] as const;

/** Takes a member away where it is wrong in one way, so that the rest is accepted. */
const overlooking = (name: string, when: (value: unknown) => boolean): Edit =>
  reading(bodies, (body) => {
    if (!Object.hasOwn(body, name) || !when(body[name])) return body;
    const { [name]: _, ...others } = body;
    return others;
  });

/** Puts a right value in the place of one that is wrong in one way. */
const mending = (name: string, when: (value: unknown) => boolean, value: unknown): Edit =>
  reading(bodies, (body) => (when(body[name]) ? { ...body, [name]: value } : body));

const overlookingQuery = (name: string, when: (value: string) => boolean): Edit =>
  readingHead('GET /api/tasks', ({ searchParams }) => {
    if (searchParams.getAll(name).some(when)) searchParams.delete(name);
  });

const lengthOf = (value: unknown): number => (typeof value === 'string' ? [...value].length : 0);
const isList = Array.isArray;

const refusing = (call: Call, when: (text: string, request: Request) => boolean): Edit =>
  instead(
    call,
    (text, request) => when(text, request),
    () =>
      new Response('{"title":"Refused","status":400}', {
        status: 400,
        headers: { 'Content-Type': 'application/problem+json' },
      }),
  );

/** The value of a member of a JSON text. */
const member = (text: string, name: string): unknown => {
  try {
    return Object(JSON.parse(text))[name];
  } catch {
    return undefined;
  }
};

/** Requests that break the document and are accepted. */
export const validationMutants: readonly Mutant[] = [
  {
    name: 'title of 41 characters accepted',
    answer: mending('title', (title) => lengthOf(title) === 41, 'x'),
    reports: accepted,
  },
  {
    name: 'title counted in bytes',
    answer: refusing(
      bodies,
      (text) =>
        Buffer.byteLength(String(member(text, 'title') ?? '')) > 40 && lengthOf(member(text, 'title')) <= 40,
    ),
    reports: ['error request-valid-refused'],
  },
  {
    name: 'empty title accepted',
    answer: mending('title', (title) => title === '', 'x'),
    reports: ['error request-invalid-accepted'],
  },
  {
    name: 'missing title accepted',
    answer: mending('title', (title) => title === undefined, 'x'),
    reports: accepted,
  },
  {
    name: 'null title accepted',
    answer: mending('title', (title) => title === null, 'x'),
    reports: accepted,
  },
  {
    name: 'number as title accepted',
    answer: mending('title', (title) => typeof title === 'number', 'x'),
    reports: accepted,
  },
  {
    name: 'undocumented member accepted',
    answer: reading(bodies, (body) =>
      Object.fromEntries(
        Object.entries(body).filter(([name]) =>
          ['title', 'priority', 'due', 'effort', 'labels', 'note', 'owner'].includes(name),
        ),
      ),
    ),
    reports: accepted,
  },
  {
    name: 'priority in any case',
    answer: overlooking(
      'priority',
      (value) => typeof value === 'string' && !/^[a-z]*$/.test(value) && /^(low|normal|high)$/i.test(value),
    ),
    reports: accepted,
  },
  {
    name: 'any priority accepted',
    answer: overlooking('priority', (value) => typeof value === 'string'),
    reports: ['error request-invalid-accepted', 'error resource-value-different'],
  },
  {
    name: 'null priority accepted',
    answer: overlooking('priority', (value) => value === null),
    reports: accepted,
  },
  {
    name: 'fourth label accepted',
    answer: overlooking('labels', (labels) => isList(labels) && labels.length === 4),
    reports: accepted,
  },
  {
    name: 'equal labels accepted',
    answer: overlooking(
      'labels',
      (labels) => isList(labels) && new Set(labels).size < labels.length && labels.length <= 3,
    ),
    reports: accepted,
  },
  {
    name: 'only the first label looked at',
    answer: reading(bodies, (body) =>
      isList(body.labels) && body.labels.length <= 3 ? { ...body, labels: body.labels.slice(0, 1) } : body,
    ),
    reports: accepted,
  },
  {
    name: 'one label in place of a list accepted',
    answer: overlooking('labels', (labels) => typeof labels === 'string'),
    reports: accepted,
  },
  {
    name: 'label pattern without its end',
    answer: overlooking(
      'labels',
      (labels) =>
        isList(labels) && labels.every((label) => /^[a-z]/.test(String(label))) && labels.length <= 3,
    ),
    reports: ['error request-invalid-accepted', 'error resource-value-different'],
  },
  { name: 'effort 0 accepted', answer: overlooking('effort', (effort) => effort === 0), reports: accepted },
  {
    name: 'effort of any fraction accepted',
    answer: overlooking('effort', (effort) => typeof effort === 'number' && effort > 0),
    reports: ['error request-invalid-accepted', 'error resource-value-different'],
  },
  {
    name: 'effort as text accepted',
    answer: overlooking(
      'effort',
      (effort) => typeof effort === 'string' && effort !== '' && !Number.isNaN(Number(effort)),
    ),
    reports: accepted,
  },
  {
    name: 'day that no calendar has accepted',
    answer: overlooking('due', (due) => typeof due === 'string' && /^\d{4}-\d\d-\d\d$/.test(due)),
    reports: ['error request-invalid-accepted', 'error resource-value-different'],
  },
  {
    name: 'date with a time accepted',
    answer: overlooking('due', (due) => typeof due === 'string' && /^\d{4}-\d\d-\d\dT/.test(due)),
    reports: accepted,
  },
  {
    name: 'owner without mail accepted',
    answer: overlooking(
      'owner',
      (owner) => typeof owner === 'object' && owner !== null && !('mail' in owner),
    ),
    reports: accepted,
  },
  {
    name: 'name of the owner unchecked',
    answer: overlooking(
      'owner',
      (owner) => typeof Object(owner).mail === 'string' && /@.+\./.test(Object(owner).mail),
    ),
    reports: ['error request-invalid-accepted', 'error resource-value-different'],
  },
  {
    name: 'mail without an at sign accepted',
    answer: overlooking(
      'owner',
      (owner) => typeof Object(owner).mail === 'string' && !Object(owner).mail.includes('@'),
    ),
    reports: accepted,
  },
  {
    name: 'note of 201 characters accepted',
    answer: overlooking('note', (note) => lengthOf(note) === 201),
    reports: accepted,
  },
  {
    name: 'limit 0 accepted',
    answer: overlookingQuery('limit', (limit) => limit === '0'),
    reports: accepted,
  },
  {
    name: 'limit 101 accepted',
    answer: overlookingQuery('limit', (limit) => limit === '101'),
    reports: accepted,
  },
  {
    name: 'limit read up to its first letter',
    answer: overlookingQuery('limit', (limit) => /^\d+\D/.test(limit)),
    reports: accepted,
  },
  { name: 'any status filters nothing', answer: overlookingQuery('status', () => true), reports: accepted },
  {
    name: 'status in upper case accepted',
    answer: overlookingQuery('status', (status) => /^(OPEN|DONE)$/.test(status)),
    reports: accepted,
  },
  {
    name: 'fourth label in the query accepted',
    answer: readingHead('GET /api/tasks', ({ searchParams }) => {
      if (searchParams.getAll('label').length === 4) searchParams.delete('label');
    }),
    reports: accepted,
  },
  {
    name: 'id that is no UUID answered',
    answer: readingHead('GET /api/tasks/*', (url) => {
      if (!/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(url.pathname))
        url.pathname = '/api/tasks/3fa85f64-5717-4562-b3fc-2c963f66afa6';
    }),
    reports: accepted,
  },
  {
    name: 'title of 40 characters refused',
    answer: refusing(bodies, (text) => lengthOf(member(text, 'title')) === 40),
    reports: ['error request-valid-refused'],
  },
  {
    name: 'third label refused',
    answer: refusing(bodies, (text) => Object(member(text, 'labels')).length === 3),
    missed: 'no list of three different labels stands beside one of two',
    reports: [],
  },
  {
    name: 'limit 100 refused',
    answer: refusing('GET /api/tasks', (_, { url }) => url.includes('limit=100')),
    reports: ['error request-valid-refused'],
  },
  {
    name: 'limit 1 refused',
    answer: refusing('GET /api/tasks', (_, { url }) => /limit=1$/.test(url)),
    reports: ['error request-valid-refused'],
  },
  {
    name: 'null note refused',
    answer: refusing(bodies, (text) => member(text, 'note') === null),
    reports: ['warning request-valid-refused'],
  },
  {
    name: 'priority normal refused',
    answer: refusing(bodies, (text) => member(text, 'priority') === 'normal'),
    reports: ['warning request-valid-refused'],
  },
  {
    name: 'optional priority required',
    answer: refusing(
      bodies,
      (text) => member(text, 'title') !== undefined && member(text, 'priority') === undefined,
    ),
    reports: ['warning request-valid-refused', 'warning scenario-outcome-different'],
  },
];
