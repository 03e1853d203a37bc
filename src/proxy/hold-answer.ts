import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Call } from './call.ts';
import { addChunk } from './capture.ts';
import { writeHead } from './deliver.ts';
import { answerOwn, type Enforcing, findErrors, finish } from './enforce.ts';
import { toPairs } from './hop-by-hop.ts';

/**
 * Holds an answer back until it is judged. One that is over the limit, or a stream of events that may never end, is
 * passed on as it comes.
 */
export function holdAnswer(
  call: Call,
  response: ServerResponse,
  { answer, way, abandon }: { answer: IncomingMessage; way: Enforcing; abandon: () => void },
): void {
  if (call.end > 0) {
    abandon();
    return;
  }
  const held: Buffer[] = [];
  let isPassing = false;
  call.answer = answer;
  call.answerStart = performance.now();

  const startPassing = (): boolean => {
    try {
      writeHead(call, response, answer);
      isPassing = true;
    } catch (error) {
      call.answer = undefined;
      abandon();
      giveUp(`its answer cannot be passed on: ${error instanceof Error ? error.message : String(error)}`);
    }
    return isPassing;
  };

  const giveUp = (reason: string) => {
    call.fault = `the service gave no answer: ${reason}`;
    answerOwn(call, response, {
      way,
      answer: way.own.toFailure(call.request, { kind: 'unreachable', reason }),
    });
  };

  const pass = (chunk: Buffer) => {
    if (response.write(chunk)) return;
    answer.pause();
    response.once('drain', () => answer.resume());
  };

  answer.on('data', (chunk: Buffer) => {
    if (call.end > 0) return;
    addChunk(call.received, chunk);
    if (isPassing) return pass(chunk);
    held.push(chunk);
    if (call.received.omitted !== undefined && startPassing()) pass(Buffer.concat(held.splice(0)));
  });
  answer.on('end', () => {
    if (call.end > 0) return;
    if (!isPassing) {
      const { result, errors } = findErrors(call, way, ['response']);
      if (errors.length > 0)
        return answerOwn(call, response, { way, answer: way.own.toBroken(result, errors) });
      if (!startPassing()) return;
    }
    if (answer.rawTrailers.length > 0) response.addTrailers(toPairs(answer.rawTrailers));
    finish(call, way);
    response.end(Buffer.concat(held));
    way.judge(call);
  });
  answer.on('error', () => {
    if (call.end > 0) return;
    if (!isPassing) return giveUp('it broke its answer off');
    call.fault = 'the service broke its answer off';
    finish(call, way);
    response.destroy();
    way.judge(call);
  });
  if (/^text\/event-stream\b/i.test(answer.headers['content-type'] ?? '') && startPassing())
    response.flushHeaders();
}
