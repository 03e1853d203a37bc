import type { Json } from '../../finding.ts';
import type { ProviderContext } from '../context.ts';
import { type GatewayErrorName, gatewayErrors } from '../gateway/gateway-error.ts';
import { defaultSeeds, resetLibrary, seedProject } from '../seeds.ts';
import { instanceStatuses } from '../store/instances.ts';
import { issueToken, tokenLifetime } from '../token.ts';
import { type ParameterReader, StateParameterError } from './state-parameters.ts';

/** A named state of the provider, as the state-change requests of Pact name it. */
export type State = {
  readonly name: string;
  /** Parameters with what they are when not given, for people. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Brings the provider into the state; returns values that a verifier may put into the request. */
  setup(provider: ProviderContext, read: ParameterReader): Readonly<Record<string, Json>>;
};

const seedInstance = 'test-instance';
const seedTagKeys = defaultSeeds.instances[0]?.tagKeys ?? [];
const seedPath = defaultSeeds.images[0]?.path ?? '';

const instanceParameters = { project_id: seedProject.id, instance_name: seedInstance };
const imageParameters = { ...instanceParameters, path: seedPath };

/** All states, by the name that a contract uses. Every one of them is left by the teardown of Pact, or by `reset`. */
export const states: readonly State[] = [
  {
    name: 'reset',
    parameters: {},
    setup(provider) {
      reset(provider);
      return {};
    },
  },
  {
    name: 'an instance exists',
    parameters: { ...instanceParameters, status: 'NORMAL', tag_keys: seedTagKeys.join(',') },
    setup(provider, read) {
      const [projectId, name] = readInstance(read);
      const status = read.oneOf('status', instanceStatuses, 'NORMAL');
      const tagKeys = read.strings('tag_keys', seedTagKeys);
      if (tagKeys.length > 10) throw new StateParameterError('tag_keys', 'at most ten tag keys');
      provider.store.instances.put({ projectId, name, status, tagKeys });
      return {};
    },
  },
  {
    name: 'no instance exists',
    parameters: instanceParameters,
    setup(provider, read) {
      provider.store.instances.delete(...readInstance(read));
      return {};
    },
  },
  {
    name: 'the instance is not NORMAL',
    parameters: { ...instanceParameters, status: 'ABNORMAL' },
    setup(provider, read) {
      const [projectId, name] = readInstance(read);
      const status = read.oneOf('status', instanceStatuses, 'ABNORMAL');
      const tagKeys = provider.store.instances.find(projectId, name)?.tagKeys ?? seedTagKeys;
      provider.store.instances.put({ projectId, name, status, tagKeys });
      return {};
    },
  },
  {
    name: 'a tag key is declared',
    parameters: { ...instanceParameters, tag_key: 'test-tags' },
    setup(provider, read) {
      const key = read.string('tag_key', 'test-tags');
      changeTagKeys(provider, read, (keys) => [...keys.filter((other) => other !== key), key]);
      return {};
    },
  },
  {
    name: 'a tag key is not declared',
    parameters: { ...instanceParameters, tag_key: 'test-tags' },
    setup(provider, read) {
      const key = read.string('tag_key', 'test-tags');
      changeTagKeys(provider, read, (keys) => keys.filter((other) => other !== key));
      return {};
    },
  },
  {
    name: 'an image exists',
    parameters: { ...imageParameters, tags: '{"test-tags":"first-image"}' },
    setup(provider, read) {
      const [projectId, instanceName] = readInstance(read);
      ensureInstance(provider, projectId, instanceName);
      const tags = read.object('tags', { 'test-tags': 'first-image' });
      provider.store.images.put({ projectId, instanceName, path: read.string('path', seedPath), tags });
      return {};
    },
  },
  {
    name: 'no image exists',
    parameters: imageParameters,
    setup(provider, read) {
      provider.store.images.delete(...readInstance(read), read.string('path', seedPath));
      return {};
    },
  },
  {
    name: 'the token is valid',
    parameters: { project_id: seedProject.id, token: 'a fresh one, which the answer names' },
    setup: (provider, read) => ({ token: putToken(provider, read, tokenLifetime) }),
  },
  {
    name: 'the token is expired',
    parameters: { project_id: seedProject.id, token: 'a fresh one, which the answer names' },
    setup: (provider, read) => ({ token: putToken(provider, read, -1) }),
  },
  {
    name: 'the gateway answers with an error',
    parameters: { error: 'throttled' },
    setup(provider, read) {
      // The keys of the table are its names.
      const names = Object.keys(gatewayErrors) as GatewayErrorName[];
      provider.outage.current = read.oneOf('error', names, 'throttled');
      return {};
    },
  },
];

/** Leaves every state: library, outage and locks are as after the start. Tokens stay valid. */
export function reset(provider: ProviderContext): void {
  resetLibrary(provider.store, provider.seeds);
  provider.outage.current = undefined;
  provider.lock.clear();
}

function readInstance(read: ParameterReader): [projectId: string, name: string] {
  return [read.string('project_id', seedProject.id), read.string('instance_name', seedInstance)];
}

function ensureInstance(provider: ProviderContext, projectId: string, name: string): void {
  if (provider.store.instances.find(projectId, name) !== undefined) return;
  provider.store.instances.put({ projectId, name, status: 'NORMAL', tagKeys: seedTagKeys });
}

function changeTagKeys(
  provider: ProviderContext,
  read: ParameterReader,
  change: (keys: readonly string[]) => readonly string[],
): void {
  const [projectId, name] = readInstance(read);
  ensureInstance(provider, projectId, name);
  const instance = provider.store.instances.find(projectId, name);
  if (instance === undefined) throw new StateParameterError('instance_name', 'a well-formed name');
  const tagKeys = change(instance.tagKeys);
  if (tagKeys.length > 10) throw new StateParameterError('tag_key', 'at most ten tag keys in an instance');
  provider.store.instances.put({ ...instance, tagKeys });
}

function putToken(provider: ProviderContext, read: ParameterReader, lifetime: number): string {
  const issuedAt = provider.clock();
  const expiresAt = new Date(issuedAt.getTime() + lifetime);
  const token = { projectId: read.string('project_id', seedProject.id), issuedAt, expiresAt };
  const text = read.string('token', '');
  if (text === '') return issueToken(provider.store, token);
  provider.store.tokens.put(text, token);
  return text;
}
