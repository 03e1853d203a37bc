import { expect, it } from 'vitest';
import { openStore, type Store } from '../../../../src/provider/store/store.ts';

const instance = { projectId: 'p', name: 'i', status: 'NORMAL', tagKeys: ['a'] } as const;
const image = { projectId: 'p', instanceName: 'i', path: 'x', tags: { a: '1' } };

function openWithImage(): Store {
  return openStore(undefined, (store) => {
    store.instances.put(instance);
    store.images.put(image);
  });
}

it('finds what was put', () => {
  const store = openWithImage();
  expect(store.instances.find('p', 'i')).toEqual(instance);
  expect(store.images.find('p', 'i', 'x')).toEqual(image);
  expect([store.instances.find('p', 'I'), store.images.find('p', 'i', 'X')]).toEqual([undefined, undefined]);
});

it('keeps tags as they are, hostile ones too', () => {
  const store = openWithImage();
  const tags = JSON.parse('{"__proto__":"x","constructor":"y","":"\\ud800","nul":"\\u0000"}');
  store.images.put({ ...image, tags });
  expect(JSON.stringify(store.images.find('p', 'i', 'x')?.tags)).toBe(JSON.stringify(tags));
});

it('tells paths and names apart that UTF-8 cannot', () => {
  const store = openWithImage();
  store.images.put({ ...image, path: '\ufffd' });
  store.instances.put({ ...instance, name: '\ufffd' });
  expect(store.images.find('p', 'i', '\ud800')).toBeUndefined();
  expect(store.instances.find('p', '\ud800')).toBeUndefined();
});

it('keeps the images of an instance that is put again, and drops those of one that is deleted', () => {
  const store = openWithImage();
  store.instances.put({ ...instance, status: 'ABNORMAL' });
  expect(store.images.list()).toEqual([image]);
  store.instances.delete('p', 'i');
  expect(store.images.list()).toEqual([]);
});

it('takes back a change that throws', () => {
  const store = openWithImage();
  const change = () =>
    store.transaction(() => {
      store.images.put({ ...image, tags: {} });
      throw new Error('stop');
    });
  expect(change).toThrow('stop');
  expect(store.images.list()).toEqual([image]);
});

it('knows a user by the password only', () => {
  const domain = { id: 'd', name: 'domain' };
  const store = openStore(undefined, ({ users }) => {
    users.putDomain(domain);
    users.putProject(domain, { id: 'p', name: 'project' });
    users.putUser({ id: 'u', name: 'user', domain }, 'secret');
  });
  expect(store.users.findByPassword('domain', 'user', 'secret')).toEqual({ id: 'u', name: 'user', domain });
  expect(store.users.findByPassword('domain', 'user', 'Secret')).toBeUndefined();
  expect(store.users.findByPassword('other', 'user', 'secret')).toBeUndefined();
  expect(store.users.findProject(domain, { name: 'project' })).toEqual({ id: 'p', name: 'project' });
  expect(store.users.findProject(domain, { id: 'project' })).toBeUndefined();
  expect(store.users.findProject({ ...domain, id: 'e' }, { id: 'p' })).toBeUndefined();
});
