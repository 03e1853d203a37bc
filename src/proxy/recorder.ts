import { createRedactor } from '../exchange/redact.ts';
import { type RecordedExchange, toHarEntry } from '../exchange/to-har.ts';
import { type Call, exchangeOf } from './call.ts';
import type { Recording } from './recording.ts';

/** Writes calls down. */
export type Recorder = { record(call: Call): void };

/**
 * Records calls as HAR entries without their secrets. A file that cannot be written does not stop the traffic: it is told
 * once, and every call that is not recorded is counted.
 */
export function createRecorder(options: {
  readonly recording: Recording;
  readonly origin: string;
  readonly bodyLimit: number;
  readonly secrets: readonly string[];
  readonly lost: (reason: string) => void;
}): Recorder {
  const { recording, secrets, lost } = options;
  const redactorOf = (values: readonly string[]) => createRedactor({ names: secrets, values });
  return {
    record(call) {
      try {
        recording.add(JSON.stringify(toHarEntry(toRecorded(call, options), redactorOf)));
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
        lost(`the recording cannot be written: ${code}`);
      }
    },
  };
}

function toRecorded(call: Call, options: { origin: string; bodyLimit: number }): RecordedExchange {
  const { request, answer, sent, received, start, answerStart, end, fault, ownStatus } = call;
  return {
    exchange: exchangeOf(call, options),
    startedAt: call.startedAt,
    timings: {
      send: 0,
      wait: (answerStart || end) - start,
      receive: answerStart === 0 ? 0 : end - answerStart,
    },
    request: { httpVersion: `HTTP/${request.httpVersion}`, fields: request.rawHeaders, bodySize: sent.size },
    ...(answer && {
      response: {
        httpVersion: `HTTP/${answer.httpVersion}`,
        statusText: answer.statusMessage ?? '',
        fields: answer.rawHeaders,
        bodySize: received.size,
      },
    }),
    error: fault,
    comment:
      ownStatus === undefined
        ? fault
        : `${fault ?? 'the answer was held back'}; the proxy answered ${ownStatus}`,
  };
}
