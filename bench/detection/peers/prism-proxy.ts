import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { documentedRequests } from './documented-requests.ts';
import type { Peer } from './peer.ts';

const program = createRequire(import.meta.url).resolve('@stoplight/prism-cli/dist/index.js');

/** Prism's validating proxy between the documented examples and the provider. */
export const prismProxy: Peer = {
  name: 'Prism proxy 5.16.0',
  async run({ document, url, folder }) {
    const started = performance.now();
    const args = [program, 'proxy', document, url, '-m', 'false', '--port', '0'];
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const origin = await readOrigin(child.stdout);
      const failures: string[] = [];
      for (const { id, wire } of await documentedRequests(document)) {
        const response = await fetch(origin + wire.url, {
          method: wire.method,
          headers: wire.headers.map(([name, value]): [string, string] => [name, value]),
          ...(wire.body ? { body: Buffer.from(wire.body) } : {}),
          redirect: 'manual',
          signal: AbortSignal.timeout(10_000),
        }).catch((error: unknown) => `no answer (${error instanceof Error ? error.name : ''})`);
        if (typeof response === 'string') failures.push(`${id}: ${response}`);
        else failures.push(...violations(response).map((violation) => `${id}: ${violation}`));
        if (typeof response !== 'string') await response.arrayBuffer().catch(() => undefined);
      }
      return { failures: failures.sort(), seconds: (performance.now() - started) / 1000 };
    } finally {
      child.kill();
    }
  },
};

async function readOrigin(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const found = /listening on (http:\/\/[\d.:]+)/i.exec(line)?.[1];
    if (found !== undefined) {
      output.resume();
      return found;
    }
  }
  throw new Error('the proxy of Prism did not start');
}

/** What Prism says of the response; what it says of the request is not about the provider. */
function violations(response: Response): string[] {
  const header = response.headers.get('sl-violations');
  const found: unknown = header === null ? [] : JSON.parse(header);
  const own =
    response.headers.get('content-type')?.includes('problem+json') === true && response.status === 500;
  const list = Array.isArray(found) ? found : [];
  const said = list
    .filter((entry) => entry?.severity === 'Error' && entry?.location?.[0] === 'response')
    .map((entry) => `${entry.location.join('.')} ${entry.code}`);
  return own ? [...said, 'status 500'] : said;
}
