import { expect, it, onTestFinished } from 'vitest';
import { startMock } from '../../../src/mock/mock.ts';
import { type RawAnswer, runHostile } from '../../hostile/run.ts';
import { hostileRows } from '../../hostile/table.ts';

/** A documented answer, or a problem. */
function isInShape({ status, headers, body }: RawAnswer): boolean {
  if (status < 400 || /^\{.*"error_code" ?: ?"(?:IS|APIGW?)\.\d{4}"/s.test(body)) return true;
  const problem = headers['content-type'] === 'application/problem+json' ? JSON.parse(body) : {};
  return problem.status === status && typeof problem.title === 'string';
}

it.each(['static', 'dynamic'])(
  'withstands the hostile table, %s',
  async (kind) => {
    const logged: string[] = [];
    const mock = await startMock({ dynamic: kind === 'dynamic', seed: 1, log: (line) => logged.push(line) });
    onTestFinished(() => mock.close());
    const { faults, counts, growth } = await runHostile({
      url: mock.url,
      rows: hostileRows,
      good: {
        method: 'PUT',
        path: '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/test-instance/image',
        fields: ['X-Auth-Token: a-token', 'Content-Type: application/json'],
        body: '{"path":"a.jpg","tags":{"animal":"dog"}}',
      },
      isInShape,
    });
    expect({ faults, logged }).toEqual({ faults: [], logged: [] });
    expect(counts).toEqual({ success: 19, refusal: 68, close: 0, waiting: 4 });
    expect(growth).toBeLessThan(400 * 1024 * 1024);
  },
  120_000,
);
