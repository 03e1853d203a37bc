import { expect, it, onTestFinished } from 'vitest';
import { runHostile } from '../../hostile/run.ts';
import { hostileRows } from '../../hostile/table.ts';
import { imagePath, startProvider, validBody } from './requests.ts';

it('withstands the hostile table', async () => {
  const logged: string[] = [];
  const { provider, url, stop } = await startProvider({ log: (line) => logged.push(line) });
  onTestFinished(stop);
  const result = await runHostile({
    url,
    rows: hostileRows,
    good: {
      method: 'PUT',
      path: imagePath,
      fields: [`X-Auth-Token: ${provider.issueToken()}`, 'Content-Type: application/json'],
      body: JSON.stringify(validBody),
    },
    isInShape: ({ status, body }) => status < 400 || /^\{.*"error_code":"(?:IS|APIGW?)\.\d{4}"/.test(body),
  });
  expect(result.faults).toEqual([]);
  expect(logged).toEqual([]);
  expect(result.counts).toEqual({ success: 20, refusal: 67, close: 0, waiting: 4 });
}, 120_000);
