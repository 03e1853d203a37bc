import type { CallFault, ErrorCode, ImageSearchError } from '../../../src/client/client.ts';

/** What the console tells its page: its own status, a name that the page knows, and where in the form it belongs. */
export type Answer = {
  readonly status: 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 502 | 503;
  readonly error: string;
  readonly field?: 'path' | 'tags' | 'instance';
  /** Seconds after which the page offers to try again. */
  readonly retryAfter?: number;
};

const form: Answer = { status: 422, error: 'form-invalid' };
const logIn: Answer = { status: 401, error: 'log-in-again' };
const forbidden: Answer = { status: 403, error: 'not-allowed' };
const tooBig: Answer = { status: 413, error: 'too-big' };
const instanceUnknown: Answer = { status: 404, error: 'instance-unknown', field: 'instance' };
const instanceDown: Answer = { status: 409, error: 'instance-unusable', field: 'instance' };
const busy: Answer = { status: 429, error: 'busy', retryAfter: 5 };
const tryLater: Answer = { status: 503, error: 'try-later', retryAfter: 30 };
/** The service or its gateway failed in a way that waiting is not known to cure. */
const serviceFailed: Answer = { status: 502, error: 'service-failed' };
/** The console itself sent what it should not: somebody has to look at it. */
const ourFault: Answer = { status: 500, error: 'console-failed' };

/** Every documented code and every fault of a call: a code that the document gains is an error of the compiler here. */
const answers: Readonly<Record<ErrorCode | CallFault, Answer | 'by-status'>> = {
  'IS.0001': form,
  'IS.0002': form,
  'IS.0003': form,
  'IS.0004': logIn,
  'IS.0005': logIn,
  'IS.0006': tooBig,
  'IS.0007': instanceUnknown,
  'IS.0008': ourFault,
  'IS.0009': serviceFailed,
  'IS.0010': ourFault,
  'IS.0011': forbidden,
  'IS.0012': tryLater,
  'IS.0013': logIn,
  'IS.0014': instanceDown,
  'IS.0015': instanceDown,
  'IS.0016': { status: 422, error: 'image-unknown', field: 'path' },
  'APIGW.0101': ourFault,
  'APIGW.0103': serviceFailed,
  'APIGW.0106': serviceFailed,
  'APIGW.0201': 'by-status',
  'APIGW.0202': tryLater,
  'APIGW.0203': tryLater,
  'APIGW.0301': logIn,
  'APIGW.0302': forbidden,
  'APIGW.0305': logIn,
  'APIGW.0306': forbidden,
  'APIGW.0307': logIn,
  'APIGW.0308': busy,
  'APIGW.0310': forbidden,
  'APIGW.0601': serviceFailed,
  'APIGW.0613': tryLater,
  unreachable: tryLater,
  timeout: tryLater,
  unreadable: 'by-status',
};

/** Where the code does not say enough. */
const answersByStatus: Readonly<Record<number, Answer>> = {
  400: ourFault,
  401: logIn,
  403: forbidden,
  413: tooBig,
  414: instanceUnknown,
  429: busy,
  // The only header that can be too large is the token.
  494: logIn,
  502: tryLater,
  503: tryLater,
  504: tryLater,
};

/** Finds the console's answer to a call that failed. The list of codes is open: the status stands in for one that is unknown. */
export function answerError({ code, status = 0 }: ImageSearchError): Answer {
  // `hasOwn` says that the code is one of the table.
  const answer = Object.hasOwn(answers, code) ? answers[code as ErrorCode | CallFault] : 'by-status';
  return answer === 'by-status' ? (answersByStatus[status] ?? serviceFailed) : answer;
}
