import { serve } from '@hono/node-server';
import { createConsole } from './console.ts';

const app = createConsole({
  endpoint: process.env.IMAGESEARCH_ENDPOINT ?? '',
  projectId: process.env.IMAGESEARCH_PROJECT_ID ?? '',
  // The proxy that logs users in puts their token here.
  tokenOf: (request) => request.headers.get('X-User-Token') ?? undefined,
  log: (line) => void process.stderr.write(`${line}\n`),
});

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT ?? 3000) }, ({ port }) => {
  process.stdout.write(`listening on http://127.0.0.1:${port}\n`);
});
