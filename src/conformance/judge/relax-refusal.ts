import type { Operation } from '../../contract/contract.ts';
import type { Finding } from '../../finding.ts';
import type { Case } from '../plan/case.ts';
import { statusMatches } from './judge-scenario.ts';

/** What HTTP calls any request that a server cannot or will not process (RFC 9110 §15.5.1, §15.5.21). */
const general: readonly number[] = [400, 422];

/** Where a target is too long for somebody on the way (RFC 9110 §15.5.14, §15.5.15; RFC 6585 §5). */
const tooLong: readonly number[] = [413, 414, 431];

/** Statuses by which HTTP itself refuses (RFC 9110 §15.5, RFC 6585 §5). */
const ofFramework: ReadonlySet<number> = new Set([404, 405, 406, 408, 411, 413, 414, 415, 417, 431]);

/** A request whose target, fields or body are longer than this may be too long for a gateway. */
const long = 1000;

/**
 * A refusal with a status that the document does not list. HTTP gives every server statuses of its own for requests that
 * are odd in a certain way, and a document that describes no refusal at all leaves no right one: then it is a warning, one
 * for the whole operation. Where the document says how invalid requests are refused, another status stays an error.
 */
export function relaxRefusal(
  finding: Finding,
  seen: { case: Case; operation: Operation; status: number },
): Finding {
  if (finding.severity !== 'error') return finding;
  const { status } = seen;
  if (finding.rule !== 'response-status-unknown')
    return isFromFramework(finding, seen)
      ? { ...finding, severity: 'warning', hint: `document what answers of status ${status} look like` }
      : finding;
  if (status < 300 || status > 499 || !isLeftOpen(seen)) return finding;
  return {
    ...finding,
    severity: 'warning',
    hint: `document how such requests are refused, such as ${status}, 4XX or default`,
  };
}

/**
 * An answer that a framework gives before the service sees the request, of a status that the document covers by a range or
 * `default` alone: the shape of the service's own errors is not promised of it for sure.
 */
function isFromFramework(
  { rule }: Finding,
  { case: probe, operation, status }: { case: Case; operation: Operation; status: number },
): boolean {
  if (!rule.startsWith('response-') || status < 400 || status > 499) return false;
  if (operation.responses.some((response) => response.status === String(status))) return false;
  return (ofFramework.has(status) && probe.expect.kind === 'answered') || ownStatuses(probe).includes(status);
}

function isLeftOpen({
  case: probe,
  operation,
  status,
}: {
  case: Case;
  operation: Operation;
  status: number;
}): boolean {
  const { expect } = probe;
  // Nobody says what comes of such a request.
  if (expect.kind === 'answered') return true;
  if (status < 400 || expect.kind === 'scenario' || expect.kind === 'repeated') return false;
  if (expect.kind === 'unauthenticated')
    return status === 401 || status === 403 || (status === 404 && probe.request.credentials === 'other');
  if (ownStatuses(probe).includes(status)) return true;
  return !describesRefusal(operation);
}

/** The statuses that HTTP has for what this request looks at. */
function ownStatuses(probe: Case): readonly number[] {
  const { intent, proof, request } = probe;
  const pointer = proof?.pointer ?? intent.pointer ?? '';
  const [, part, name] = pointer.split('/');
  const own: number[] = [];
  if (part === 'path') own.push(404);
  if (part === 'header' && name === 'content-type') own.push(415);
  if (part === 'header' && name === 'accept') own.push(406);
  if (part === 'body' && intent.keyword === 'content') own.push(400);
  if (part === 'body' && intent.keyword === 'required' && !request.body) own.push(400, 411);
  if (isLong(request)) own.push(...tooLong);
  return own;
}

function isLong({ url, headers, body }: Case['request']): boolean {
  const size = body === undefined ? 0 : body.kind === 'text' ? body.text.length : body.base64.length;
  return url.length > long || headers.some(([, value]) => value.length > long) || size > long;
}

/** Whether the document has an answer for a request that is not as it should be. */
export function describesRefusal(operation: Operation): boolean {
  return operation.responses.some(
    ({ status }) =>
      status === 'default' ||
      general.some((one) => status !== 'default' && statusMatches(operation, status, one)),
  );
}
