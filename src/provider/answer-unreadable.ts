import type { Server } from 'node:http';
import { answerUnreadable as answer, type UnreadableRequest } from '../exchange/answer-unreadable.ts';
import {
  createRequestId,
  type GatewayErrorName,
  gatewayErrors,
  toGatewayBody,
} from './gateway/gateway-error.ts';

/** CONNECT asks for a tunnel; to the gateway it is a method that no API has. */
const errors: Readonly<Record<UnreadableRequest, GatewayErrorName>> = {
  malformed: 'requestMalformed',
  'header-too-large': 'headersTooLarge',
  timeout: 'requestMalformed',
  connect: 'methodUnknown',
};

/** Lets a server answer in the gateway's shape what node:http cannot hand on as a request; the connection ends then. */
export function answerUnreadable(server: Server): void {
  answer(server, (fault) => {
    const error = errors[fault];
    const requestId = createRequestId();
    return {
      status: gatewayErrors[error].status,
      headers: { 'Content-Type': 'application/json', 'X-Request-Id': requestId },
      body: new TextEncoder().encode(toGatewayBody({ error }, requestId)),
    };
  });
}
