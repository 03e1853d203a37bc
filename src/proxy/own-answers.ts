import type { IncomingMessage } from 'node:http';
import type { Contract } from '../contract/contract.ts';
import type { UnreadableRequest } from '../exchange/answer-unreadable.ts';
import type { Finding } from '../finding.ts';
import type { CheckResult } from '../validate/check.ts';
import { answerOfStatus, answerToFindings, type DocumentedAnswer } from '../validate/documented-answer.ts';
import type { Failure } from './ask-service.ts';

/** What the proxy says itself, in the words of the document where it has any, else as a problem (RFC 9457). */
export type OwnAnswers = {
  /** The service gave no answer. */
  toFailure(request: IncomingMessage, failure: Failure): DocumentedAnswer;
  /** The request breaks the contract. */
  toRefusal(result: CheckResult, errors: readonly Finding[]): DocumentedAnswer;
  /** The answer of the service breaks the contract. */
  toBroken(result: CheckResult, errors: readonly Finding[]): DocumentedAnswer;
  /** There is no request that the service could be asked. */
  toUnreadable(fault: UnreadableRequest): DocumentedAnswer;
};

export function createOwnAnswers(contract: Contract): OwnAnswers {
  return {
    toFailure({ method = '', url = '' }, { kind, reason }) {
      const { status, title, error } = failures[kind];
      const route = contract.match(method, url);
      const detail = `${title}: ${reason}`;
      const operation = route.kind === 'operation' ? route.operation : undefined;
      const answer =
        answerOfStatus(contract, operation, { status, message: detail }) ?? toProblem(status, title, detail);
      return { ...answer, headers: { ...answer.headers, 'proxy-status': `contract-kit; error=${error}` } };
    },
    toRefusal(result, errors) {
      const answer =
        answerToFindings(contract, result) ?? toProblem(400, 'The request breaks the contract', tell(errors));
      return withFindings(answer, errors, 'http_request_denied');
    },
    toBroken(result, errors) {
      const title = 'The answer of the service breaks the contract';
      const message = `${title}: ${tell(errors)}`;
      const documented = answerOfStatus(contract, result.operation, { status: 502, message });
      return withFindings(
        documented ?? toProblem(502, title, tell(errors)),
        errors,
        'proxy_internal_response',
      );
    },
    toUnreadable: (fault) => unreadable[fault],
  };
}

/** `error` as RFC 9209 §2.3 names it. */
const failures: Readonly<Record<Failure['kind'], { status: number; title: string; error: string }>> = {
  unreachable: { status: 502, title: 'The service gave no answer', error: 'destination_unavailable' },
  timeout: { status: 504, title: 'The service gave no answer in time', error: 'http_response_timeout' },
  'request-unsendable': {
    status: 400,
    title: 'The request cannot be passed on',
    error: 'http_request_error',
  },
};

const unreadable: Readonly<Record<UnreadableRequest, DocumentedAnswer>> = {
  malformed: toProblem(400, 'Malformed request', 'This is no HTTP/1.1 request.'),
  'header-too-large': toProblem(
    431,
    'Request header too large',
    'The request line and the headers are too long.',
  ),
  timeout: toProblem(408, 'Request timeout', 'The request did not arrive in time.'),
  connect: toProblem(405, 'Method not allowed', 'This proxy stands in front of one service.'),
};

function toProblem(status: number, title: string, detail: string): DocumentedAnswer {
  const body = Buffer.from(JSON.stringify({ type: 'about:blank', title, status, detail }));
  return { status, headers: { 'content-type': 'application/problem+json' }, body };
}

/** How much of the findings goes into a body and into a header field. */
const mostTold = 3;
const longest = 4000;

function tell(errors: readonly Finding[]): string {
  const told = errors.slice(0, mostTold).map(({ rule, message }) => `${rule}: ${message}`);
  const more = errors.length > mostTold ? [`and ${errors.length - mostTold} more`] : [];
  return [...told, ...more].join('; ');
}

function withFindings(answer: DocumentedAnswer, errors: readonly Finding[], error: string): DocumentedAnswer {
  const named: string[] = [];
  let length = 0;
  for (const { rule, message, clause } of errors) {
    const entry = toAscii(JSON.stringify({ rule, message: message.slice(0, longest / 4), clause }));
    length += entry.length + 1;
    if (length > longest) break;
    named.push(entry);
  }
  const fields = {
    'proxy-status': `contract-kit; error=${error}`,
    'contract-kit-findings': `[${named.join(',')}]`,
  };
  return { ...answer, headers: { ...answer.headers, ...fields } };
}

/** RFC 8259 §7: any character may be escaped; a header field carries ASCII. */
function toAscii(json: string): string {
  return json.replace(
    /[^\x20-\x7E]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
