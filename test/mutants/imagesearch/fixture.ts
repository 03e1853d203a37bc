import { createProvider } from '../../../src/provider/provider.ts';
import { otherProject } from '../../../src/provider/seeds.ts';
import type { Fixture } from '../fixture.ts';
import { serveApp } from '../serve.ts';

/** The bundled document and its reference provider. */
export const imagesearch: Fixture = {
  name: 'imagesearch',
  document: 'openapi/imagesearch.yaml',
  async serve(front) {
    const provider = createProvider();
    const { url, close } = await serveApp((request) => provider.fetch(request), front);
    const field = (token: string): readonly string[] => [`X-Auth-Token: ${token}`];
    return {
      url,
      headers: field(provider.issueToken()),
      expiredHeaders: field(provider.issueToken({ expiresAt: new Date(Date.now() - 60_000) })),
      otherHeaders: field(provider.issueToken({ projectId: otherProject.id })),
      values: {},
      args: [],
      close: () => close().then(() => provider.close()),
    };
  },
};
