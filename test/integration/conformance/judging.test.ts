import { describe, expect, it } from 'vitest';
import { imagesearch } from '../../mutants/imagesearch/fixture.ts';
import type { Answer } from '../../mutants/mutant.ts';
import { runTest } from '../../mutants/run-test.ts';
import type { Front } from '../../mutants/serve.ts';

const few = ['--phases', 'examples,negative'];

async function run(front: Front, ...more: string[]) {
  const served = await imagesearch.serve(front);
  try {
    return await runTest(imagesearch, served, [...few, ...more]);
  } finally {
    await served.close();
  }
}

const every =
  (nth: number, other: (request: Request) => Response) =>
  (real: Answer): Answer => {
    let number = 0;
    return async (request) => (++number % nth === 0 ? other(request) : await real(request));
  };

describe('faults that come and go', () => {
  it.each([3, 5, 7, 20])('are told with their rate, by the rule that names them: every %i', async (nth) => {
    const { findings } = await run({ answer: every(nth, () => Response.json({}, { status: 500 })) });
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(['response-server-error']));
    const [first] = findings;
    expect(first).toMatchObject({
      severity: 'error',
      flaky: { seen: expect.any(Number), tries: expect.any(Number) },
    });
    expect(first?.flaky?.seen).toBeLessThan(first?.flaky?.tries ?? 0);
  });

  it('are no broken promise of the method where equal requests are refused now and then', async () => {
    const refuse = (): Response => Response.json({ error_code: 'IS.0001', error_msg: 'no' }, { status: 400 });
    const { findings } = await run({ answer: every(4, refuse) });
    expect(findings.map(({ rule }) => rule)).toContain('operation-not-repeatable');
    expect(findings.map(({ rule }) => rule)).not.toContain('operation-not-idempotent');
  });
});

describe('answers that took too long', () => {
  it('are counted for the operation, with the slowest one', async () => {
    const served = { answer: (real: Answer): Answer => real };
    const { findings } = await run(served, '--max-response-time', '0');
    expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
      'error response-time-exceeded',
    ]);
    expect(findings[0]?.message).toMatch(
      /^(\d+) of \1 answers took longer than 0 ms, the slowest [\d.]+ ms \(/,
    );
  });
});

describe('a gateway that is down', () => {
  it('for one kind of request alone is a fault of the service', async () => {
    const onNull =
      (real: Answer): Answer =>
      async (request) => {
        const text = await request.clone().text();
        return text.includes('"tags":null') ? Response.json({}, { status: 503 }) : await real(request);
      };
    const { findings } = await run({ answer: onNull });
    expect(new Set(findings.map(({ rule }) => rule))).toContain('response-server-error');
  });
});
