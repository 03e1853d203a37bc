import { createSearch } from '../../documents/search.ts';
import type { Fixture } from '../fixture.ts';
import { serveApp } from '../serve.ts';

/** Searches with many query parameters of every style, without credentials. */
export const search: Fixture = {
  name: 'search',
  document: 'test/documents/search.yaml',
  async serve(front) {
    const app = createSearch();
    const { url, close } = await serveApp(async (request) => app.fetch(request), front);
    return {
      url,
      headers: [],
      expiredHeaders: [],
      otherHeaders: [],
      values: {},
      args: [],
      close,
    };
  },
};
