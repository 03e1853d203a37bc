import type { Hono, MiddlewareHandler } from 'hono';
import type { Json } from '../../finding.ts';
import { isObject } from '../../spec/walk.ts';
import { isLoopback, type ProviderEnv } from '../connection.ts';
import type { ProviderContext } from '../context.ts';
import { toGatewayResponse } from '../gateway/gateway-error.ts';
import { readBody } from '../gateway/read-body.ts';
import { isJsonMediaType, parseJson } from '../json.ts';
import { reset } from './apply-state.ts';
import { readParameters, StateParameterError } from './state-parameters.ts';
import { states } from './states.ts';

const path = '/_provider/state';

/**
 * `PUT /_provider/state` with `{ state, params, action }` brings the provider into a named state and answers with the
 * state's parameters; POST does the same, because Pact's verifier sends that. `GET` lists the states and what the
 * library holds. From this machine only: for other peers the path does not exist.
 */
export function addStateRoutes(app: Hono<ProviderEnv>, provider: ProviderContext): void {
  const loopbackOnly: MiddlewareHandler<ProviderEnv> = async (c, next) => {
    if (isLoopback(c.env.connection)) return next();
    return toGatewayResponse({ error: 'pathUnknown' }, c.get('requestId'));
  };
  app.use(path, loopbackOnly);
  app.get(path, () => Response.json(describe(provider)));
  app.on(['PUT', 'POST'], path, async (c) => {
    // A web page of another origin cannot send this media type unasked, so no page can change the state.
    if (!isJsonMediaType(c.req.header('content-type') ?? '')) {
      return refuse('received another Content-Type / documented application/json');
    }
    const body = await readBody(c.req.raw);
    return changeState(provider, body.kind === 'body' ? parseJson(body.bytes)?.value : undefined);
  });
}

function changeState(provider: ProviderContext, asked: Json | undefined): Response {
  if (!isObject(asked)) return refuse('received no JSON object / documented { state, params, action }');
  const state = states.find((one) => one.name === asked.state);
  if (state === undefined) {
    return refuse(`received an unknown state / documented ${states.map((one) => one.name).join(', ')}`);
  }
  const { params = {}, action = 'setup' } = asked;
  if (!isObject(params)) return refuse('received other params / documented an object');
  if (action === 'teardown') {
    provider.store.transaction(() => reset(provider));
    return Response.json({});
  }
  if (action !== 'setup') return refuse('received another action / documented setup, teardown');
  try {
    const parameters = readParameters(state.parameters, params);
    provider.store.transaction(() => state.setup(provider, parameters));
    return Response.json(parameters.all);
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
      instance_name: instance.name,
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

function refuse(error: string): Response {
  return Response.json({ error }, { status: 400 });
}
