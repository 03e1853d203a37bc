import type { ServerResponse } from 'node:http';
import type { Contract } from '../contract/contract.ts';
import type { Finding } from '../finding.ts';
import { type CheckResult, check } from '../validate/check.ts';
import type { DocumentedAnswer } from '../validate/documented-answer.ts';
import type { Side } from '../validate/judge.ts';
import { type Asked, askService } from './ask-service.ts';
import { type Call, toExchange } from './call.ts';
import { addChunk } from './capture.ts';
import { writeOwnHead } from './deliver.ts';
import { holdAnswer } from './hold-answer.ts';
import { type RawFields, toServiceFields } from './hop-by-hop.ts';
import type { Way } from './relay.ts';

export type Enforcing = Way & {
  readonly contract: Contract;
  readonly origin: string;
  readonly bodyLimit: number;
  readonly secrets: readonly string[];
};

/**
 * Judges a request before the service sees it, and the answer before the client does. What is broken for sure (an error) is
 * refused, or held back; a warning, and what cannot be judged, passes. A body over the limit is passed on unjudged.
 */
export function enforce(call: Call, response: ServerResponse, way: Enforcing): void {
  const { request, sent } = call;
  const held: Buffer[] = [];
  let asked: Asked | undefined;

  const decide = (isWhole: boolean) => {
    const { result, errors } = findErrors(call, way, ['request']);
    if (errors.length > 0) {
      call.isRefused = true;
      call.fault = 'the proxy refused the request';
      return answerOwn(call, response, { way, answer: way.own.toRefusal(result, errors) });
    }
    // What is said of the request alone is no result of the call.
    call.result = undefined;
    call.exchange = undefined;
    const started = askService(call, {
      service: way.service,
      timeout: way.timeout,
      fields: toServiceFields(withoutExpectation(request.rawHeaders)),
      answered: (answer) => holdAnswer(call, response, { answer, way, abandon: started.abandon }),
      failed(failure) {
        call.fault = `the service gave no answer: ${failure.reason}`;
        answerOwn(call, response, { way, answer: way.own.toFailure(request, failure) });
      },
    });
    asked = started;
    for (const chunk of held.splice(0)) started.write(chunk);
    if (isWhole) started.end(undefined, request.rawTrailers);
  };

  response.on('close', () => {
    if (call.end > 0) return;
    asked?.abandon();
    call.fault = 'the connection of the client ended before the answer was complete';
    finish(call, way);
    way.judge(call);
  });
  request.on('error', () => asked?.abandon());
  request.on('data', (chunk: Buffer) => {
    if (call.end > 0) return;
    addChunk(sent, chunk);
    if (asked === undefined) {
      held.push(chunk);
      if (sent.omitted !== undefined) decide(false);
    } else if (!asked.write(chunk)) {
      request.pause();
      asked.drained(() => request.resume());
    }
  });
  request.on('end', () => {
    if (asked) asked.end(undefined, request.rawTrailers);
    else if (call.end === 0) decide(true);
  });
  if (request.headers.expect === undefined || request.httpVersion === '1.0') return;
  call.isContinued = true;
  response.writeContinue();
}

/** Judges what there is of a call, and tells the errors of these sides. */
export function findErrors(
  call: Call,
  way: Enforcing,
  sides: readonly Side[],
): { result: CheckResult; errors: readonly Finding[] } {
  const { contract, secrets } = way;
  const { number: index } = call;
  call.exchange = toExchange(call, way);
  // The request is judged again with the answer, so that one result tells everything.
  const judged = call.answer ? undefined : sides;
  const result = check(contract, call.exchange, { index, secrets, ...(judged && { sides: judged }) });
  call.result = result;
  const isMeant = ({ severity, at }: Finding) =>
    severity === 'error' && at !== undefined && sides.includes(at.side);
  return { result, errors: result.findings.filter(isMeant) };
}

/** Gives an answer of the proxy's own. */
export function answerOwn(
  call: Call,
  response: ServerResponse,
  { way, answer }: { way: Way; answer: DocumentedAnswer },
): void {
  if (call.end > 0) return;
  writeOwnHead(call, response, answer);
  finish(call, way);
  response.end(answer.body);
  way.judge(call);
}

/** The last byte may go out after this. */
export function finish(call: Call, way: Way): void {
  call.end = performance.now();
  way.record(call);
}

/** The body is asked for before the service is. */
function withoutExpectation(fields: RawFields): RawFields {
  return fields.filter((_, index) => !/^expect$/i.test(fields[index - (index % 2)] as string));
}
