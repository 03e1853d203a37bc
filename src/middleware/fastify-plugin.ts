import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Contract } from '../contract/contract.ts';
import type { JudgeOptions } from './judge.ts';
import { nodeMiddleware } from './node-middleware.ts';

type OnRequest = (
  request: { readonly raw: IncomingMessage },
  reply: { readonly raw: ServerResponse },
  done: () => void,
) => void;

/** The part of a Fastify instance that the plugin uses. */
type FastifyHooks = { addHook(name: 'onRequest', hook: OnRequest): unknown };

export type FastifyPlugin = {
  (fastify: FastifyHooks, options: unknown, done: () => void): void;
  /** Resolves when every call that has ended is judged. */
  settled(): Promise<void>;
};

/**
 * A Fastify plugin that lets the contract judge all routes of the server. The evidence is `traffic`.
 *
 * @example await app.register(fastifyPlugin(contract, { onFinding }));
 */
export function fastifyPlugin(contract: Contract, options: JudgeOptions = {}): FastifyPlugin {
  const judge = nodeMiddleware(contract, options);
  const plugin = (fastify: FastifyHooks, _options: unknown, done: () => void): void => {
    fastify.addHook('onRequest', (request, reply, next) => judge(request.raw, reply.raw, next));
    done();
  };
  // The hook is for the whole server, and not for routes that are registered inside the plugin only.
  return Object.assign(plugin, { settled: judge.settled, [Symbol.for('skip-override')]: true });
}
