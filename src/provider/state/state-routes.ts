import type { Hono, MiddlewareHandler } from 'hono';
import type { Json } from '../../finding.ts';
import { isLoopback, type ProviderEnv } from '../connection.ts';
import type { ProviderContext } from '../context.ts';
import { toGatewayResponse } from '../gateway/gateway-error.ts';
import { readBody } from '../gateway/read-body.ts';
import { isObject, parseJson } from '../json.ts';
import { readParameters, StateParameterError } from './state-parameters.ts';
import { reset, states } from './states.ts';

const path = '/_provider/state';

/**
 * `PUT /_provider/state` with `{ state, params, action }` brings the provider into a named state; POST does the same,
 * because Pact's verifier sends that. `GET` lists the states and what the library holds. From this machine only: for
 * other peers the path does not exist.
 */
export function addStateRoutes(app: Hono<ProviderEnv>, provider: ProviderContext): void {
  const loopbackOnly: MiddlewareHandler<ProviderEnv> = async (c, next) => {
    if (isLoopback(c.env?.connection)) return next();
    return toGatewayResponse({ error: 'pathUnknown' }, c.get('requestId'));
  };
  app.use(path, loopbackOnly);
  app.get(path, () => Response.json(describe(provider)));
  app.on(['PUT', 'POST'], path, async (c) => {
    const body = await readBody(c.req.raw);
    return changeState(provider, body.kind === 'body' ? parseJson(body.bytes)?.value : undefined);
  });
}

function changeState(provider: ProviderContext, asked: Json | undefined): Response {
  if (!isObject(asked) || typeof asked.state !== 'string') {
    return refuse('received another body / documented a JSON object with state, params and action');
  }
  const state = states.find((one) => one.name === asked.state);
  const action = asked.action ?? 'setup';
  const params = asked.params ?? {};
  if (state === undefined) return refuse(`received an unknown state / documented ${listOf(states)}`);
  if (action !== 'setup' && action !== 'teardown') {
    return refuse('received another action / documented setup, teardown');
  }
  if (!isObject(params)) return refuse('received other params / documented an object');
  try {
    if (action === 'setup') return Response.json(state.setup(provider, readParameters(params)));
    reset(provider);
    return Response.json({});
  } catch (error) {
    if (error instanceof StateParameterError) return refuse(error.message);
    throw error;
  }
}

function describe({ store }: ProviderContext): object {
  return {
    states: states.map(({ name, parameters }) => ({ name, parameters })),
    instances: store.instances.list().map((instance) => ({
      project_id: instance.projectId,
      name: instance.name,
      status: instance.status,
      tag_keys: instance.tagKeys,
    })),
    images: store.images.list().map((image) => ({
      project_id: image.projectId,
      instance_name: image.instanceName,
      path: image.path,
      tags: image.tags,
    })),
  };
}

function listOf(named: readonly { readonly name: string }[]): string {
  return named.map(({ name }) => name).join(', ');
}

function refuse(error: string): Response {
  return Response.json({ error }, { status: 400 });
}
