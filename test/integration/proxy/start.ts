import { createServer, type RequestListener, type Server } from 'node:http';
import { onTestFinished } from 'vitest';
import { listen } from '../../../src/exchange/listen.ts';
import { type ProxyOptions, type RunningProxy, startProxy } from '../../../src/proxy/proxy.ts';

export const path = '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/test-instance/image';
export const validBody = { path: 'a.jpg', tags: { animal: 'dog' } };

/** A service for one test. */
export async function startService(answer: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(answer);
  const { url, close } = await listen(server, {});
  onTestFinished(() => {
    server.closeAllConnections();
    return close();
  });
  return { url, server };
}

/** A service that answers as the document says. */
export const success: RequestListener = (request, response) => {
  request.resume();
  response.setHeader('Content-Type', 'application/json');
  response.end('{"result":"Success"}');
};

/** A proxy for one test, with what it told. */
export async function startTestProxy(
  options: ProxyOptions,
): Promise<{ proxy: RunningProxy; told: string[]; logged: string[] }> {
  const told: string[] = [];
  const logged: string[] = [];
  const proxy = await startProxy({
    ...options,
    onFinding: ({ rule }) => told.push(rule),
    log: (line) => logged.push(line),
  });
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= proxy.close());
  onTestFinished(close);
  return { proxy: { ...proxy, close }, told, logged };
}

/** A valid call, changed by `changes`. */
export function toRequest(base: string, changes: RequestInit & { path?: string } = {}): Request {
  return new Request(`${base}${changes.path ?? path}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', 'X-Auth-Token': 'a-token' },
    body: JSON.stringify(validBody),
    ...changes,
  });
}

/** Status, type and body of an answer. */
export async function read(
  response: Response,
): Promise<{ status: number; type: string | null; body: unknown }> {
  const type = response.headers.get('content-type');
  const text = await response.text();
  return { status: response.status, type, body: /json/.test(type ?? '') ? JSON.parse(text) : text };
}
