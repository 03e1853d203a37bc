import { type Context, Hono } from 'hono';
import type { ProviderEnv } from './connection.ts';
import type { ProviderContext } from './context.ts';
import { authenticate } from './gateway/authenticate.ts';
import { createRequestId, type GatewayRefusal, toGatewayResponse } from './gateway/gateway-error.ts';
import { checkRequestHead } from './gateway/limits.ts';
import { readBody } from './gateway/read-body.ts';
import { answerTokenRequest } from './iam/answer-token-request.ts';
import { toIamErrorResponse } from './iam/iam-error.ts';
import { modifyImage } from './service/modify-image.ts';
import { readModifyRequest } from './service/read-request.ts';
import { toServiceErrorResponse } from './service/service-error.ts';
import { addStateRoutes } from './state/state-routes.ts';

type ImageContext = Context<ProviderEnv, typeof imagePath>;

const imagePath = '/v1/:project_id/:instance_name/image';

/** The routes of the provider: the operation behind its gateway, the token call, and the state of the tests. */
export function createApp(provider: ProviderContext): Hono<ProviderEnv> {
  const app = new Hono<ProviderEnv>();
  app.use(async (c, next) => {
    c.set('requestId', createRequestId());
    const refusal = checkRequestHead(c.req.raw);
    if (refusal === undefined) await next();
    else c.res = refuse(c, refusal);
    c.res.headers.set('X-Request-Id', c.get('requestId'));
  });
  addStateRoutes(app, provider);
  app.post('/v3/auth/tokens', async (c) => {
    const body = await readBody(c.req.raw);
    if (body.kind !== 'body') return toIamErrorResponse('invalid');
    return answerTokenRequest(provider, c.req.raw, body.bytes);
  });
  app.put(imagePath, (c) => answerModifyImage(c, provider));
  app.all(imagePath, (c) => refuse(c, { error: 'methodUnknown' }));
  app.all('/v3/auth/tokens', () => toIamErrorResponse('methodUnknown'));
  app.notFound((c) => refuse(c, { error: 'pathUnknown' }));
  app.onError((error, c) => {
    provider.log(`internal error while answering ${c.req.method}: ${error.stack ?? error.message}`);
    return refuse(c, { error: 'unexpected' });
  });
  return app;
}

/** The way of a call: size of the body, credential, project, then the service; states may break either side. */
async function answerModifyImage(c: ImageContext, provider: ProviderContext): Promise<Response> {
  const body = await readBody(c.req.raw);
  if (body.kind !== 'body') return refuseBody(c, body.kind);
  if (provider.outage.gateway !== undefined) return refuse(c, { error: provider.outage.gateway });
  const authentication = authenticate(c.req.raw, body.bytes, provider);
  if (authentication.kind === 'refused') return refuse(c, authentication.refusal);
  const projectId = c.req.param('project_id');
  if (authentication.caller.projectId !== projectId) return refuse(c, { error: 'accessDenied' });

  if (provider.outage.service !== undefined) return toServiceErrorResponse(provider.outage.service);
  const read = readModifyRequest(c.req.header('content-type') ?? '', body.bytes);
  if (read.kind === 'refused') return toServiceErrorResponse(read.error);
  const address = { projectId, instanceName: c.req.param('instance_name') };
  const error = modifyImage(provider.store, address, read.request);
  return error === undefined ? Response.json({ result: 'Success' }) : toServiceErrorResponse(error);
}

function refuse(c: Context<ProviderEnv>, refusal: GatewayRefusal): Response {
  return toGatewayResponse(refusal, c.get('requestId'));
}

function refuseBody(c: Context<ProviderEnv>, kind: 'too-large' | 'aborted'): Response {
  return refuse(c, { error: kind === 'too-large' ? 'bodyTooLarge' : 'requestMalformed' });
}
