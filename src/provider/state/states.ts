import type { JsonObject } from '../../spec/walk.ts';
import type { ProviderContext } from '../context.ts';
import { seedProject } from '../seeds.ts';
import {
  declareTagKey,
  deleteImage,
  deleteInstance,
  putExpiredToken,
  putImage,
  putInstance,
  putValidToken,
  reset,
  setGatewayError,
  setServiceError,
  withdrawTagKey,
} from './apply-state.ts';
import type { StateParameters } from './state-parameters.ts';

/** A named state of the provider, as the state-change requests of Pact name it. */
export type State = {
  readonly name: string;
  /** Every parameter, with what it is when it is not given. */
  readonly parameters: JsonObject;
  readonly setup: (provider: ProviderContext, parameters: StateParameters) => void;
};

const instance = { project_id: seedProject.id, instance_name: 'test-instance' };
const image = { ...instance, path: 'https://bucketName.obs.myhuaweicloud.com/image/test1.jpg' };
const tagKeys = { tag_keys: ['test-tags', 'animal'] };
const token = { project_id: seedProject.id };

/** All states, by the name that a contract uses. `reset`, or the teardown of any, leaves all but those of tokens. */
export const states: readonly State[] = [
  { name: 'reset', parameters: {}, setup: reset },
  {
    name: 'an instance exists',
    parameters: { ...instance, ...tagKeys, status: 'NORMAL' },
    setup: putInstance,
  },
  {
    name: 'the instance is not NORMAL',
    parameters: { ...instance, ...tagKeys, status: 'ABNORMAL' },
    setup: putInstance,
  },
  { name: 'no instance exists', parameters: instance, setup: deleteInstance },
  {
    name: 'a tag key is declared',
    parameters: { ...instance, tag_key: 'test-tags' },
    setup: declareTagKey,
  },
  {
    name: 'a tag key is not declared',
    parameters: { ...instance, tag_key: 'test-tags' },
    setup: withdrawTagKey,
  },
  {
    name: 'an image exists',
    parameters: { ...image, tags: { 'test-tags': 'first-image' } },
    setup: putImage,
  },
  { name: 'no image exists', parameters: image, setup: deleteImage },
  { name: 'the token is valid', parameters: { ...token, token: 'valid-token' }, setup: putValidToken },
  { name: 'the token is expired', parameters: { ...token, token: 'expired-token' }, setup: putExpiredToken },
  {
    name: 'the gateway answers with an error',
    parameters: { status: 429, error_code: 'APIGW.0308' },
    setup: setGatewayError,
  },
  {
    name: 'the service answers with an error',
    parameters: { error_code: 'IS.0009' },
    setup: setServiceError,
  },
];
