/** Judging inside a process: the ways in, all over one core. Loads no framework. */
export { type Collected, type Collector, createCollector } from './collector.ts';
export { type FastifyPlugin, fastifyPlugin } from './fastify-plugin.ts';
export { type HonoMiddleware, honoMiddleware } from './hono-middleware.ts';
export type { JudgeOptions } from './judge.ts';
export { type NodeMiddleware, nodeMiddleware } from './node-middleware.ts';
export { type JudgingInterceptor, undiciInterceptor } from './undici-interceptor.ts';
export { type Fetch, type JudgedFetch, wrapFetch } from './wrap-fetch.ts';
