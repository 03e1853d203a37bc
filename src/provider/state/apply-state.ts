import type { ProviderContext } from '../context.ts';
import { type GatewayErrorName, gatewayErrors } from '../gateway/gateway-error.ts';
import { createOutage } from '../outage.ts';
import { resetLibrary } from '../seeds.ts';
import { type ServiceErrorName, serviceErrors } from '../service/service-error.ts';
import { type Instance, instanceStatuses } from '../store/instances.ts';
import { tokenLifetime } from '../token.ts';
import { StateParameterError, type StateParameters } from './state-parameters.ts';

/** More than ten tag keys cannot be declared for an instance (reference, "Creating an Instance"). */
const tagKeysAllowed = 10;

/** Library, outages and locks are as after the start. Tokens stay as they are. */
export function reset(provider: ProviderContext): void {
  resetLibrary(provider.store, provider.seeds);
  Object.assign(provider.outage, createOutage());
  provider.lock.clear();
}

export function putInstance({ store }: ProviderContext, parameters: StateParameters): void {
  const [projectId, name] = addressOf(parameters);
  const tagKeys = parameters.strings('tag_keys');
  if (tagKeys.length > tagKeysAllowed) throw new StateParameterError('tag_keys', 'at most ten of them');
  store.instances.put({ projectId, name, status: parameters.oneOf('status', instanceStatuses), tagKeys });
}

export function deleteInstance({ store }: ProviderContext, parameters: StateParameters): void {
  store.instances.delete(...addressOf(parameters));
}

export function declareTagKey(provider: ProviderContext, parameters: StateParameters): void {
  const key = parameters.string('tag_key');
  const instance = ensureInstance(provider, parameters);
  const tagKeys = [...instance.tagKeys.filter((other) => other !== key), key];
  if (tagKeys.length > tagKeysAllowed) throw new StateParameterError('tag_key', 'at most ten of an instance');
  provider.store.instances.put({ ...instance, tagKeys });
}

export function withdrawTagKey(provider: ProviderContext, parameters: StateParameters): void {
  const key = parameters.string('tag_key');
  const instance = ensureInstance(provider, parameters);
  provider.store.instances.put({
    ...instance,
    tagKeys: instance.tagKeys.filter((other) => other !== key),
  });
}

export function putImage(provider: ProviderContext, parameters: StateParameters): void {
  const { projectId, name } = ensureInstance(provider, parameters);
  const image = { path: parameters.string('path'), tags: parameters.object('tags') };
  provider.store.images.put({ projectId, instanceName: name, ...image });
}

export function deleteImage({ store }: ProviderContext, parameters: StateParameters): void {
  store.images.delete(...addressOf(parameters), parameters.string('path'));
}

export function putValidToken(provider: ProviderContext, parameters: StateParameters): void {
  putToken(provider, parameters, tokenLifetime);
}

export function putExpiredToken(provider: ProviderContext, parameters: StateParameters): void {
  putToken(provider, parameters, 0);
}

export function setGatewayError({ outage }: ProviderContext, parameters: StateParameters): void {
  const [status, code] = [parameters.number('status'), parameters.string('error_code')];
  // The keys of the table are its names.
  const names = Object.keys(gatewayErrors) as GatewayErrorName[];
  outage.gateway = names.find((n) => gatewayErrors[n].status === status && gatewayErrors[n].code === code);
  if (outage.gateway === undefined) throw new StateParameterError('error_code', 'a row of the gateway table');
}

export function setServiceError({ outage }: ProviderContext, parameters: StateParameters): void {
  const code = parameters.string('error_code');
  // The keys of the table are its names.
  const names = Object.keys(serviceErrors) as ServiceErrorName[];
  outage.service = names.find((name) => serviceErrors[name].code === code);
  if (outage.service === undefined) throw new StateParameterError('error_code', 'a row of the service table');
}

function addressOf(parameters: StateParameters): [projectId: string, name: string] {
  return [parameters.string('project_id'), parameters.string('instance_name')];
}

/** The instance of the address, as it is, or else a plain one. */
function ensureInstance({ store, seeds }: ProviderContext, parameters: StateParameters): Instance {
  const [projectId, name] = addressOf(parameters);
  const found = store.instances.find(projectId, name);
  if (found !== undefined) return found;
  const tagKeys = seeds.instances[0]?.tagKeys ?? [];
  const instance: Instance = { projectId, name, status: 'NORMAL', tagKeys };
  store.instances.put(instance);
  return instance;
}

function putToken({ store, clock }: ProviderContext, parameters: StateParameters, lifetime: number): void {
  const issuedAt = clock();
  const expiresAt = new Date(issuedAt.getTime() + lifetime);
  const projectId = parameters.string('project_id');
  store.tokens.put(parameters.string('token'), { projectId, issuedAt, expiresAt });
}
