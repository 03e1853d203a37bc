import { createServer, type RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { expect, it, onTestFinished } from 'vitest';
import { listen } from '../../../src/exchange/listen.ts';
import { nodeMiddleware } from '../../../src/middleware/node-middleware.ts';
import { createProvider } from '../../../src/provider/provider.ts';
import { type RawAnswer, runHostile } from '../../hostile/run.ts';
import { hostileRows } from '../../hostile/table.ts';
import { imagePath, validBody } from '../provider/requests.ts';
import { contractFor } from './load.ts';

/** The provider behind a plain server of node:http, which refuses some rows in a shape of its own. */
async function run(watch: (listener: RequestListener) => RequestListener) {
  const provider = createProvider();
  const listener = getRequestListener((request) => provider.fetch(request), { overrideGlobalObjects: false });
  const server = createServer(watch((request, response) => void listener(request, response)));
  const { url, close } = await listen(server, {});
  onTestFinished(async () => {
    server.closeAllConnections();
    await close();
    provider.close();
  });
  const answers: RawAnswer[] = [];
  const { faults, counts } = await runHostile({
    url,
    rows: hostileRows,
    good: {
      method: 'PUT',
      path: imagePath,
      fields: [`X-Auth-Token: ${provider.issueToken()}`, 'Content-Type: application/json'],
      body: JSON.stringify(validBody),
    },
    isInShape: (answer) => answers.push(answer) > 0,
  });
  return { faults, counts, statuses: answers.map(({ status }) => status) };
}

it('lets a server withstand the hostile table exactly as it does alone', async () => {
  const errors: unknown[] = [];
  let seen = 0;
  const judge = nodeMiddleware(contractFor(), {
    onError: (error) => errors.push(error),
    onResult: () => {
      seen += 1;
    },
  });
  const alone = await run((listener) => listener);
  const judged = await run((listener) => (request, response) => {
    judge(request, response);
    listener(request, response);
  });
  expect(judged).toEqual(alone);
  await judge.settled();
  expect(errors).toEqual([]);
  // The good request after each row, and the rows that node:http can read.
  expect(seen).toBeGreaterThan(hostileRows.length);
  expect(judged.counts).toMatchInlineSnapshot(`
    {
      "close": 1,
      "refusal": 68,
      "success": 18,
      "waiting": 4,
    }
  `);
}, 120_000);
