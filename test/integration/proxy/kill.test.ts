import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, get, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createSampler } from '../../../src/proxy/sampler.ts';
import { runProxy } from './run-proxy.ts';
import { path, startService } from './start.ts';

const rounds = 20;
const lanes = 2;
const callsInRound = 120;
const atOnce = 8;

/** Answers of all kinds: with a length and in chunks, empty, small, large and in pieces. */
const answer: RequestListener = (request, response) => {
  const kind = Number(request.url?.split('?')[1]) % 5;
  if (kind === 0) response.writeHead(204).end();
  else if (kind === 1) response.writeHead(200, { 'content-length': 2 }).end('{}');
  else if (kind === 2) response.writeHead(200, { 'content-length': 300_000 }).end('x'.repeat(300_000));
  else {
    response.write('[1');
    setImmediate(() => response.end(kind === 3 ? ',2]' : `,"${'y'.repeat(100_000)}"]`));
  }
};

/** Calls until the connection is gone, and adds the number of each call whose answer came in full to `seen`. */
async function callUntilDead(
  url: string,
  { from, seen, onSeen }: { from: number; seen: Set<number>; onSeen: () => void },
) {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const call = (number: number) =>
    new Promise<void>((resolve) => {
      const asked = get(`${url}${path}?${number}`, { agent }, (response) => {
        response.resume();
        response.on('error', () => resolve());
        response.on('close', () => {
          if (response.complete) {
            seen.add(number);
            onSeen();
          }
          resolve();
        });
      });
      asked.on('error', () => resolve());
    });
  let next = from;
  const worker = async () => {
    while (next < from + callsInRound) await call(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  agent.destroy();
}

const numbersIn = (file: string): Set<number> =>
  new Set(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line) => Number(new URL(JSON.parse(line).request.url).search.slice(1))),
  );

it(`loses no call that a client saw when the proxy is killed: ${rounds} times`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kill-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { url: target } = await startService(answer);
  const missing: string[] = [];
  const kills: number[] = [];

  const lane = async (name: number) => {
    const record = join(folder, `lane-${name}.ndjson`);
    const seen = new Set<number>();
    // A coin for each answer: the round ends at a different one each time, and at the same ones in each run.
    const isLast = createSampler(1 / 40, name + 1);
    for (let round = 0; round < rounds / lanes; round++) {
      const proxy = await runProxy(['--target', target, '--record', record, '--quiet']);
      const isTorn = round > 0 && round % 3 === 0;
      expect(proxy.output.stderr.includes('ended in the middle of a line')).toBe(isTorn);
      const before = seen.size;
      let isKilled = false;
      await callUntilDead(proxy.url, {
        from: round * callsInRound,
        seen,
        onSeen() {
          if (isKilled || !isLast()) return;
          isKilled = true;
          proxy.child.kill('SIGKILL');
        },
      });
      proxy.child.kill('SIGKILL');
      expect(await proxy.ended).toBe(-1);
      kills.push(seen.size - before);
      const written = numbersIn(record);
      missing.push(
        ...[...seen].filter((number) => !written.has(number)).map((number) => `lane ${name}, call ${number}`),
      );
      // What a kill in the middle of a write leaves behind.
      if ((round + 1) % 3 === 0)
        appendFileSync(record, '{"startedDateTime":"2026-01-01T00:00:00.000Z","requ');
    }
    return seen.size;
  };

  const counts = await Promise.all(Array.from({ length: lanes }, (_, name) => lane(name)));
  expect(missing).toEqual([]);
  expect(kills.length).toBe(rounds);
  // The kills came in the middle of the traffic: most rounds did not get to their end.
  expect(kills.filter((count) => count < callsInRound).length).toBeGreaterThan(rounds / 2);
  expect(Math.min(...counts)).toBeGreaterThan(0);
}, 240_000);
