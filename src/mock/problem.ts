import type { Json } from '../finding.ts';
import { type Answer, noBody } from './answer.ts';

/** A problem of RFC 9457 as Prism words it: `type` is what its users match on. */
export type Problem = {
  /** The name behind `https://stoplight.io/prism/errors#`; `about:blank` for what Prism has no name for. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
};

const prismTypes = 'https://stoplight.io/prism/errors#';

/** Prism 5.16, router/errors.ts. */
export function pathUnknown(path: string): Problem {
  return {
    type: `${prismTypes}NO_PATH_MATCHED_ERROR`,
    title: 'Route not resolved, no path matched',
    status: 404,
    detail: `The route ${path} hasn't been found in the specification file`,
  };
}

/** Prism 5.16, router/errors.ts. */
export function methodUnknown(path: string, method: string): Problem {
  return {
    type: `${prismTypes}NO_METHOD_MATCHED_ERROR`,
    title: 'Route resolved, but no method matched',
    status: 405,
    detail: `The route ${path} has been matched, but it does not have "${method.toLowerCase()}" method defined`,
  };
}

/** Prism 5.16, mocker/errors.ts UNPROCESSABLE_ENTITY. */
export function unprocessable(detail: string): Problem {
  return { type: `${prismTypes}UNPROCESSABLE_ENTITY`, title: 'Invalid request', status: 422, detail };
}

/** Prism 5.16, mocker/errors.ts NOT_FOUND. */
export function statusUnknown(code: number): Problem {
  return {
    type: `${prismTypes}NOT_FOUND`,
    title: 'The server cannot find the requested content',
    status: 404,
    detail: `Requested status code ${code} is not defined in the document.`,
  };
}

/** A problem of the mock's own. */
export function ownProblem(status: number, title: string, detail: string): Problem {
  return { type: 'about:blank', title, status, detail };
}

export function toAnswer(problem: Problem, headers: Answer['headers'] = {}): Answer {
  return problemAnswer(problem.status, { ...problem }, headers);
}

/** Any body as a problem, such as one that Prism made. */
export function problemAnswer(status: number, body: Json, headers: Answer['headers'] = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: body === undefined ? noBody : Buffer.from(JSON.stringify(body)),
  };
}
