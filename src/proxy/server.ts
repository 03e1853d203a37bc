import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { answerUnreadable } from '../exchange/answer-unreadable.ts';
import { idleSeconds } from './deliver.ts';
import type { OwnAnswers } from './own-answers.ts';
import type { Switch } from './relay.ts';

/** Takes a request; with `wanted` it came on a connection that wants to speak another protocol. */
export type Take = (request: IncomingMessage, response: ServerResponse, wanted?: Switch) => void;

export type ProxyServer = {
  readonly server: Server;
  /** Ends the connections that speak another protocol: nothing else does. */
  closeSwitched(): void;
};

/** As much as the strictest reader behind it may want to refuse in its own words. */
const maxHeaderSize = 1024 * 1024;

/** Serves HTTP/1.1 and hands every request on, whatever it asks for. */
export function createProxyServer(
  take: Take,
  { own, requestTimeout }: { own: OwnAnswers; requestTimeout: number },
): ProxyServer {
  const switched = new Set<Duplex>();
  const server = createServer({
    maxHeaderSize,
    requestTimeout,
    headersTimeout: requestTimeout,
    connectionsCheckingInterval: Math.min(1000, Math.ceil(requestTimeout / 4)),
    keepAliveTimeout: idleSeconds * 1000,
    // What is missing or odd is for the service to refuse.
    requireHostHeader: false,
    // HTTP/2 over cleartext is offered by clients that go on with HTTP/1.1 where it is not taken (RFC 9113 §3.1); what
    // has a body is a request first.
    shouldUpgradeCallback: ({ method, headers }) => method === 'GET' && !/^h2c$/i.test(headers.upgrade ?? ''),
  });
  // Counted by size, not by number.
  server.maxHeadersCount = 0;
  const inOrder = createOrder();
  const receive = (request: IncomingMessage, response: ServerResponse) =>
    inOrder(request, response, () => take(request, response));
  server.on('request', receive);
  server.on('checkContinue', receive);
  server.on('checkExpectation', receive);
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    switched.add(socket);
    socket.on('close', () => switched.delete(socket));
    // There is nobody left to tell.
    socket.on('error', () => socket.destroy());
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    // The connection of an HTTP server is a socket of node:net.
    response.assignSocket(socket as IncomingMessage['socket']);
    response.on('finish', () => socket.end());
    take(request, response, { socket, head, connect: (service) => join(socket, service) });
  });
  answerUnreadable(server, own.toUnreadable);
  return {
    server,
    closeSwitched() {
      for (const socket of switched) socket.destroy();
    },
  };
}

/** Bytes go both ways until one end is gone. */
function join(client: Duplex, service: Duplex): void {
  service.on('error', () => client.destroy());
  client.on('close', () => service.destroy());
  service.on('close', () => client.destroy());
  client.pipe(service);
  service.pipe(client);
}

/**
 * Requests that a client sends on one connection without waiting are passed on one after the other: the service would
 * answer them in that order too (RFC 9112 §9.3.2).
 */
function createOrder(): (request: IncomingMessage, response: ServerResponse, then: () => void) => void {
  const latest = new WeakMap<Duplex, ServerResponse>();
  return (request, response, then) => {
    const before = latest.get(request.socket);
    latest.set(request.socket, response);
    if (before === undefined || before.writableFinished || before.destroyed) then();
    else before.once('close', then);
  };
}
