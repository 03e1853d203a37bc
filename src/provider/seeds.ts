import type { Image } from './store/images.ts';
import type { Instance } from './store/instances.ts';
import type { Store } from './store/store.ts';
import type { Domain, Project } from './store/users.ts';

/** What a fresh store holds. */
export type Seeds = {
  readonly domain: Domain;
  readonly projects: readonly Project[];
  readonly users: readonly { readonly id: string; readonly name: string; readonly password: string }[];
  readonly accessKeys: readonly {
    readonly id: string;
    readonly secret: string;
    readonly projectId: string;
  }[];
  readonly instances: readonly Instance[];
  readonly images: readonly Image[];
};

/** The project of the documents' examples. */
export const seedProject: Project = { id: '77b6a44cba5143ab91d13ab9a8ff44fd', name: 'cn-north-1' };

/** A second project, whose credentials may not use the first. */
export const otherProject: Project = { id: '0123456789abcdef0123456789abcdef', name: 'ap-southeast-1' };

/** The user of the IAM document's example request. */
export const seedUser = {
  id: '7116d09f88fa41908676fdd4b039e95b',
  name: 'IAMUser',
  password: 'IAMPassword',
} as const;

/** No secret: values that can be told at a glance to be made up. */
export const seedAccessKey = {
  id: 'KITEXAMPLEACCESSKEY0',
  secret: 'kit-example-secret-key-not-a-real-one',
  projectId: seedProject.id,
} as const;

/** The data of the documents' examples, and an instance that is not NORMAL. */
export const defaultSeeds: Seeds = {
  domain: { id: 'd78cbac186b744899480f25bd022f468', name: 'IAMDomain' },
  projects: [seedProject, otherProject],
  users: [seedUser],
  accessKeys: [seedAccessKey],
  instances: [
    { projectId: seedProject.id, name: 'test-instance', status: 'NORMAL', tagKeys: ['test-tags', 'animal'] },
    { projectId: seedProject.id, name: 'frozen-instance', status: 'ARREARAGE', tagKeys: ['test-tags'] },
  ],
  images: ['test-instance', 'frozen-instance'].map((instanceName) => ({
    projectId: seedProject.id,
    instanceName,
    path: 'https://bucketName.obs.myhuaweicloud.com/image/test1.jpg',
    tags: { 'test-tags': 'first-image' },
  })),
};

/** Fills an empty store. */
export function seedStore(store: Store, seeds: Seeds): void {
  const { domain } = seeds;
  store.users.putDomain(domain);
  for (const project of seeds.projects) store.users.putProject(domain, project);
  for (const { password, ...user } of seeds.users) store.users.putUser({ ...user, domain }, password);
  for (const key of seeds.accessKeys) store.accessKeys.put(key);
  putLibrary(store, seeds);
}

/** Puts instances and images back to what the seeds say; users, keys and tokens stay. */
export function resetLibrary(store: Store, seeds: Seeds): void {
  store.instances.clear();
  putLibrary(store, seeds);
}

function putLibrary(store: Store, seeds: Seeds): void {
  for (const instance of seeds.instances) store.instances.put(instance);
  for (const image of seeds.images) store.images.put(image);
}
