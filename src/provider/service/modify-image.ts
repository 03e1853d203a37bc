import type { Store } from '../store/store.ts';
import type { ModifyRequest } from './read-request.ts';
import type { ServiceErrorName } from './service-error.ts';

export type ImageAddress = { readonly projectId: string; readonly instanceName: string };

/**
 * Modifies the tags of an image that is in the library (operation RunModifyPicture). The tags of the request replace
 * all that the image had (question 14). Returns what stands in the way, or undefined when the change is durable.
 */
export function modifyImage(
  store: Store,
  { projectId, instanceName }: ImageAddress,
  { path, tags }: ModifyRequest,
): ServiceErrorName | undefined {
  return store.transaction(() => {
    const instance = store.instances.find(projectId, instanceName);
    if (instance === undefined) return 'instanceUnknown';
    if (instance.status !== 'NORMAL') return 'instanceAbnormal';
    // No visible code speaks of tags (question 9).
    if (!Object.keys(tags).every((key) => instance.tagKeys.includes(key))) return 'typeUnsupported';
    if (store.images.find(projectId, instanceName, path) === undefined) return 'pathInvalid';
    store.images.put({ projectId, instanceName, path, tags });
    return undefined;
  });
}
