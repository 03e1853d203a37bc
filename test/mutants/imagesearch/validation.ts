import { accepting, answering, type Mutant, memberOf, onStatus, serviceError, success } from '../mutant.ts';

const isObject = (value: unknown): boolean =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const valuesOfTags = (body: unknown): unknown[] => Object.values(Object(memberOf(body, 'tags')));

/** Requests that break the document and are accepted, and valid ones that are not. */
export const validationMutants: readonly Mutant[] = [
  {
    name: 'missing path accepted',
    answer: accepting((_, body) => isObject(body) && memberOf(body, 'path') === undefined),
    reports: ['error request-invalid-accepted'],
  },
  {
    name: 'null path accepted',
    answer: accepting((_, body) => memberOf(body, 'path') === null),
    reports: ['error request-invalid-accepted'],
  },
  {
    name: 'type of path unchecked',
    answer: accepting(
      (_, body) =>
        !['string', 'undefined'].includes(typeof memberOf(body, 'path')) && memberOf(body, 'path') !== null,
    ),
    reports: ['error request-invalid-accepted'],
  },
  {
    name: 'only numbers accepted as path',
    answer: accepting((_, body) => typeof memberOf(body, 'path') === 'number'),
    reports: ['error request-invalid-accepted'],
  },
  {
    name: 'missing tags accepted',
    answer: accepting((_, body) => isObject(body) && memberOf(body, 'tags') === undefined),
    reports: ['error request-invalid-accepted'],
  },
  {
    name: 'null tags accepted',
    answer: accepting((_, body) => memberOf(body, 'tags') === null),
    reports: ['error request-invalid-accepted'],
  },
  {
    name: 'list of tags accepted',
    answer: accepting((_, body) => Array.isArray(memberOf(body, 'tags'))),
    reports: ['error request-invalid-accepted'],
  },
  {
    name: 'text as tags accepted',
    answer: accepting((_, body) => typeof memberOf(body, 'tags') === 'string'),
    reports: ['error request-invalid-accepted'],
  },
  {
    name: 'type of tag values unchecked',
    answer: accepting(
      (_, body) =>
        isObject(memberOf(body, 'tags')) && valuesOfTags(body).some((value) => typeof value !== 'string'),
    ),
    reports: ['warning request-invalid-accepted'],
  },
  {
    name: 'malformed JSON accepted',
    answer: accepting((_, body, text) => body === undefined && text !== ''),
    reports: ['error request-invalid-accepted'],
  },
  {
    name: 'JSON read up to its end',
    answer: accepting((_, __, text) => text.endsWith('}}}')),
    reports: ['error request-invalid-accepted'],
  },
  {
    name: 'missing body accepted',
    answer: accepting((_, __, text) => text === ''),
    reports: ['error request-invalid-accepted'],
  },
  {
    name: 'body of any type accepted',
    answer: accepting((_, body) => body !== undefined && !isObject(body)),
    reports: ['error request-invalid-accepted'],
  },
  {
    name: 'second equal request refused',
    answer: (real) => {
      let last = '';
      return async (request) => {
        const text = await request.clone().text();
        const response = await real(request);
        if (response.status !== 200) return response;
        const again = text === last;
        last = text;
        return again ? serviceError('IS.0002') : response;
      };
    },
    reports: ['error operation-not-idempotent'],
  },
  {
    name: 'other scripts in tag values refused',
    answer: answering(
      (_, body) => valuesOfTags(body).some((value) => /[^ -~]/.test(String(value))),
      () => serviceError('IS.0002'),
    ),
    reports: ['error request-valid-refused'],
  },
  {
    name: 'tag values limited to 12 characters',
    answer: answering(
      (_, body) => valuesOfTags(body).some((value) => String(value).length > 12),
      () => serviceError('IS.0002'),
    ),
    reports: ['error request-valid-refused'],
  },
  {
    name: 'nothing refused but missing credentials',
    answer: onStatus(400, () => success()),
    reports: ['error request-invalid-accepted', 'error scenario-outcome-different'],
  },
  {
    name: 'second replacement of the same image refused',
    answer: (real) => {
      let changed = 0;
      return async (request) => {
        const response = await real(request);
        return response.status === 200 && ++changed > 1 ? serviceError('IS.0002') : response;
      };
    },
    reports: ['error operation-not-idempotent'],
  },
  {
    name: 'paths in upper case refused',
    answer: answering(
      (_, body) => /[A-Z]/.test(String(memberOf(body, 'path'))),
      () => serviceError('IS.0016'),
    ),
    missed: 'the refusal is one of a document that does not say which images there are',
    reports: [],
  },
  {
    name: 'JSON with a comment accepted',
    answer: accepting((_, __, text) => text.includes('/*')),
    reports: ['error request-invalid-accepted'],
  },
  {
    name: 'trailing comma accepted',
    answer: accepting((_, __, text) => /,\s*[}\]]/.test(text)),
    reports: ['error request-invalid-accepted'],
  },
  {
    name: 'single quotes accepted',
    answer: accepting((_, __, text) => text.startsWith("{'")),
    reports: ['error request-invalid-accepted'],
  },
];
