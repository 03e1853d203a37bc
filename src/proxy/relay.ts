import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Asked, askService, type Failure } from './ask-service.ts';
import type { Call } from './call.ts';
import { addChunk, type Capture } from './capture.ts';
import { writeHead, writeOwnHead } from './deliver.ts';
import { type RawFields, toPairs } from './hop-by-hop.ts';
import type { OwnAnswers } from './own-answers.ts';
import type { Service } from './service.ts';

/** What a call needs on its way. */
export type Way = {
  readonly service: Service;
  readonly timeout: number;
  /** Called before the last byte of an answer is sent: who has seen an answer in full finds it in the recording. */
  record(call: Call): void;
  /** Called when everything is sent. */
  judge(call: Call): void;
  readonly own: OwnAnswers;
};

/** A request that asks for another protocol, with the connection that it came on. */
export type Switch = {
  readonly socket: Duplex;
  readonly head: Buffer;
  /** Takes both ends over; bytes go through as they are. */
  connect(service: Duplex): void;
};

/**
 * Passes a call on and its answer back, byte for byte and at once, and keeps a copy for the judge. Whatever breaks on one
 * side is broken on the other.
 */
export function relay(call: Call, response: ServerResponse, way: Way, wanted?: Switch): void {
  const { request, sent, received } = call;
  let isDone = false;
  let bytesLeft: number | undefined;

  const finish = (last?: Uint8Array) => {
    isDone = true;
    call.end = performance.now();
    way.record(call);
    if (last === undefined) response.end();
    else response.end(last);
    // The service may have answered without waiting for the rest.
    if (!request.complete) request.resume();
    way.judge(call);
  };

  const breakOff = (fault: string) => {
    if (isDone) return;
    isDone = true;
    call.fault = fault;
    call.end = performance.now();
    way.record(call);
    response.destroy();
    way.judge(call);
  };

  const answerOwn = (failure: Failure) => {
    if (isDone) return;
    call.fault = `the service gave no answer: ${failure.reason}`;
    const answer = way.own.toFailure(request, failure);
    writeOwnHead(call, response, answer);
    finish(answer.body);
  };

  const passOn = (answer: IncomingMessage) => {
    if (isDone) return asked.abandon();
    call.answer = answer;
    call.answerStart = performance.now();
    try {
      bytesLeft = writeHead(call, response, answer);
    } catch (error) {
      call.answer = undefined;
      asked.abandon();
      const reason = `its answer cannot be passed on: ${error instanceof Error ? error.message : String(error)}`;
      return answerOwn({ kind: 'unreachable', reason });
    }
    if (bytesLeft === 0) {
      answer.resume();
      return finish();
    }
    answer.on('data', (chunk: Buffer) => {
      if (isDone) return;
      addChunk(received, chunk);
      if (bytesLeft !== undefined) bytesLeft -= chunk.length;
      if (bytesLeft === 0) return finish(chunk);
      if (response.write(chunk)) return;
      answer.pause();
      response.once('drain', () => answer.resume());
    });
    answer.on('end', () => {
      if (isDone) return;
      if (answer.rawTrailers.length > 0) response.addTrailers(toPairs(answer.rawTrailers));
      finish();
    });
    answer.on('error', () => breakOff('the service broke its answer off'));
    // A head may be all there is for a while.
    setImmediate(() => {
      if (!isDone && received.size === 0) response.flushHeaders();
    });
  };

  const asked = askService(call, {
    service: way.service,
    timeout: way.timeout,
    answered: passOn,
    failed: answerOwn,
    continued() {
      if (isDone || response.headersSent) return;
      call.isContinued = true;
      response.writeContinue();
    },
    informed: (interim) => informClient(response, request, interim),
    ...(wanted && {
      fields: request.rawHeaders,
      switched(answer: IncomingMessage, socket: Duplex, head: Buffer) {
        if (isDone) return void socket.destroy();
        isDone = true;
        call.answer = answer;
        call.answerStart = call.end = performance.now();
        way.record(call);
        wanted.socket.write(renderHead(answer), 'latin1');
        if (head.length > 0) wanted.socket.write(head);
        if (wanted.head.length > 0) socket.write(wanted.head);
        wanted.connect(socket);
        way.judge(call);
      },
    }),
  });

  response.on('close', () => {
    if (isDone) return;
    asked.abandon();
    breakOff('the connection of the client ended before the answer was complete');
  });
  if (wanted) asked.end();
  else passBody(request, asked, sent);
}

/** Passes the body of a request on as it comes, no faster than the service takes it. */
function passBody(request: IncomingMessage, asked: Asked, sent: Capture): void {
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  let bytesLeft = coding === undefined ? Number(length ?? 0) : undefined;
  if (bytesLeft === 0) {
    asked.end();
    return;
  }
  request.on('data', (chunk: Buffer) => {
    addChunk(sent, chunk);
    if (bytesLeft !== undefined) bytesLeft -= chunk.length;
    if (bytesLeft === 0) return asked.end(chunk);
    if (asked.write(chunk)) return;
    request.pause();
    asked.drained(() => request.resume());
  });
  request.on('end', () => {
    if (bytesLeft !== 0) asked.end(undefined, request.rawTrailers);
  });
  // A body that breaks off must not look like a whole one to the service.
  request.on('error', () => asked.abandon());
}

/** 102, 103 and the like, which node:http has no general way to write. */
function informClient(
  response: ServerResponse,
  request: IncomingMessage,
  interim: { readonly statusCode: number; readonly statusMessage: string; readonly rawHeaders: RawFields },
): void {
  if (interim.statusCode === 100 || interim.statusCode === 101) return;
  // An HTTP/1.0 client knows no interim answers (RFC 9110 §15.2); a response without a socket has others before it.
  if (request.httpVersion === '1.0' || response.headersSent || !response.socket?.writable) return;
  response.socket.write(renderHead(interim), 'latin1');
}

function renderHead(head: {
  readonly statusCode?: number | undefined;
  readonly statusMessage?: string | undefined;
  readonly rawHeaders: RawFields;
}): string {
  const lines = toPairs(head.rawHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${head.statusCode} ${head.statusMessage}\r\n${lines.join('')}\r\n`;
}
