import { beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../../../src/conformance/plan/case.ts';
import { planDefaults } from '../../../../src/conformance/plan/config.ts';
import { planConformance } from '../../../../src/conformance/plan/plan.ts';
import { type RunOptions, type RunResult, runConformance } from '../../../../src/conformance/run/run.ts';
import type { Send } from '../../../../src/conformance/run/send.ts';
import type { Contract } from '../../../../src/contract/contract.ts';
import { createTasks, tasksToken } from '../../../documents/tasks.ts';
import { loadDocument } from '../load-document.ts';
import { createManualClock } from './manual-clock.ts';

let contract: Contract;
let plan: Plan;
beforeAll(async () => {
  contract = await loadDocument('test/documents/tasks.yaml', '/api');
  const [{ key = '' } = {}] = contract.operations.flatMap(({ security }) =>
    security.flatMap((one) => one.schemes),
  );
  plan = planConformance(contract, {
    ...planDefaults,
    basePath: '/api',
    phases: ['examples', 'boundary', 'negative'],
    credentials: { valid: [key], expired: [], other: [] },
  });
});

/** Runs against a server for which each request takes 10 milliseconds; the ids of the cases in their order. */
async function run(
  options: Partial<RunOptions>,
): Promise<{ result: RunResult; cases: string[]; elapsed: number }> {
  const clock = createManualClock();
  const app = createTasks();
  const send: Send = async ({ method, url, headers, body }, { signal }) => {
    if (signal.aborted) return { kind: 'stopped' };
    clock.move(10);
    const init = { method, headers: headers.map(([name, value]): [string, string] => [name, value]) };
    const request = new Request(
      `http://127.0.0.1${url}`,
      body ? { ...init, body: new Uint8Array(body) } : init,
    );
    const response = await app.fetch(request);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return {
      kind: 'answered',
      milliseconds: 10,
      response: {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        ...(bytes.length > 0 ? { body: { kind: 'bytes', bytes } } : {}),
      },
    };
  };
  const cases: string[] = [];
  const [scheme = ''] = plan.config.credentials.valid;
  const result = await runConformance(contract, plan, {
    origin: 'http://127.0.0.1',
    send,
    clock,
    timeout: 1000,
    signal: new AbortController().signal,
    credentials: {
      valid: new Map([[scheme, `Bearer ${tasksToken}`]]),
      expired: new Map(),
      other: new Map(),
    },
    shrinks: false,
    watcher: { see: (seen) => void cases.push(seen.case.id), toFindings: () => [] },
    ...options,
  });
  return { result, cases, elapsed: clock.now() - 1000 };
}

describe('the budget of a run', () => {
  it('sends the first cases of the longer run, whatever its length', async () => {
    const { cases: all, result } = await run({});
    expect(result.notes.filter(({ reason }) => reason.includes('budget'))).toEqual([]);
    for (const budget of [10, 35, 60, 200, 777, 1500]) {
      const { cases, elapsed } = await run({ budget });
      expect(cases).toEqual(all.slice(0, cases.length));
      expect(cases.length).toBeGreaterThan(0);
      // What is begun when the time is over is ended: a case, the requests that confirm it.
      expect(elapsed).toBeLessThan(budget + 60);
    }
  });

  it('touches every operation early', async () => {
    const { result } = await run({ budget: 200 });
    const asked = result.coverage.operations.filter(({ exchanges }) => exchanges > 0);
    expect(asked.map(({ operation }) => operation)).toEqual([
      'GET /tasks',
      'GET /tasks/{id}',
      'POST /tasks',
      'PUT /tasks/{id}',
    ]);
  });

  it('says what more time would add, as a note and no gap', async () => {
    const [{ result: full }, { result: short }] = [await run({}), await run({ budget: 300 })];
    const note = short.notes.find(({ reason }) => reason.startsWith('not sent within'));
    expect(note?.reason).toMatch(/^not sent within the budget of 0\.3 s: boundary \d+, negative \d+$/);
    const sum = (result: RunResult) =>
      Object.values(result.phases).reduce((total, { sent }) => total + sent, 0);
    expect(sum(short) + (note?.count ?? 0)).toBe(sum(full));
    expect({ unchecked: short.unchecked, stopped: short.stopped, findings: short.findings }).toEqual({
      unchecked: full.unchecked,
      stopped: false,
      findings: [],
    });
  });

  it('counts the pauses of a rate, and begins no request whose turn comes too late', async () => {
    const { elapsed, cases, result } = await run({ budget: 1000, rate: 5 });
    // Every 200 milliseconds one.
    expect(result.exchanges).toBe(5);
    expect(cases.length).toBe(5);
    expect(elapsed).toBeLessThanOrEqual(1000);
    expect(result.time).toEqual({ total: 810, provider: 50, paused: 760 });
  });

  it('follows the work to its end', async () => {
    const steps: [done: number, total: number][] = [];
    await run({ onEvent: ({ done, total }) => void steps.push([done, total]) });
    const last = steps.at(-1);
    expect(last?.[0]).toBe(last?.[1]);
    expect(steps.map(([done]) => done)).toEqual(steps.map((_, index) => index + 1));
  });
});
