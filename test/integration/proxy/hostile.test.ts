import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type ProxyOptions, startProxy } from '../../../src/proxy/proxy.ts';
import { type RawAnswer, runHostile } from '../../hostile/run.ts';
import { hostileRows } from '../../hostile/table.ts';
import { imagePath, startProvider, validBody } from '../provider/requests.ts';

/** The provider's answers pass as they are; the proxy's own are documented ones, or problems. */
function isInShape({ status, headers, body }: RawAnswer): boolean {
  if (status < 400 || /^\{.*"error_code" ?: ?"(?:IS|APIGW?)\.\d{4}"/s.test(body)) return true;
  const problem = headers['content-type'] === 'application/problem+json' ? JSON.parse(body) : {};
  return problem.status === status && typeof problem.title === 'string';
}

async function run(options: Partial<ProxyOptions>) {
  const logged: string[] = [];
  const log = (line: string) => logged.push(line);
  const { provider, url, stop } = await startProvider({ log });
  const proxy = await startProxy({ target: url, ...options, log });
  onTestFinished(async () => {
    await proxy.close();
    await stop();
  });
  const result = await runHostile({
    url: proxy.url,
    rows: hostileRows,
    good: {
      method: 'PUT',
      path: imagePath,
      fields: [`X-Auth-Token: ${provider.issueToken()}`, 'Content-Type: application/json'],
      body: JSON.stringify(validBody),
    },
    isInShape,
  });
  return { ...result, logged, results: proxy.results() };
}

it('withstands the hostile table, and records it', async () => {
  const record = join(tmpdir(), `hostile-${process.pid}.ndjson`);
  onTestFinished(() => rmSync(record));
  const { faults, counts, growth, logged } = await run({ record });
  expect({ faults, logged }).toEqual({ faults: [], logged: [] });
  // As the provider alone, but a request whose Connection field names the credentials loses them (RFC 9110 §7.6.1).
  expect(counts).toEqual({ success: 19, refusal: 68, close: 0, waiting: 4 });
  expect(growth).toBeLessThan(400 * 1024 * 1024);
}, 120_000);

it('withstands it where it enforces the contract', async () => {
  const { faults, counts, logged } = await run({ enforce: true });
  expect({ faults, logged }).toEqual({ faults: [], logged: [] });
  // And a path with dot segments is none of the document's, and two bodies are not what their Content-Encoding says.
  expect(counts).toEqual({ success: 16, refusal: 71, close: 0, waiting: 4 });
}, 120_000);
