import { createShop } from '../../documents/shop.ts';
import type { Fixture } from '../fixture.ts';
import { serveApp } from '../serve.ts';

/** Things inside of things, with links, merge patches and answers 202, open to everybody. */
export const shop: Fixture = {
  name: 'shop',
  document: 'test/documents/shop.yaml',
  async serve(front) {
    const app = createShop();
    const { url, close } = await serveApp(async (request) => app.fetch(request), front);
    return {
      url,
      headers: [],
      expiredHeaders: [],
      otherHeaders: [],
      values: {},
      args: ['--allow-delete'],
      close,
    };
  },
};
