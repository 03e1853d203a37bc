import { createUploads, uploadsKey } from '../../documents/uploads.ts';
import type { Fixture } from '../fixture.ts';
import { serveApp } from '../serve.ts';

/** Files, forms and tables in several media types, behind a key, with conditional reads and negotiated answers. */
export const uploads: Fixture = {
  name: 'uploads',
  document: 'test/documents/uploads.yaml',
  async serve(front) {
    const app = createUploads();
    const { url, close } = await serveApp(async (request) => app.fetch(request), front);
    return {
      url: `${url}/v2`,
      headers: [`X-Api-Key: ${uploadsKey}`],
      expiredHeaders: [],
      otherHeaders: [],
      values: {},
      args: ['--allow-delete'],
      close,
    };
  },
};
