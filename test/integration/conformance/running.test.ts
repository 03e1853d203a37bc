import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Listening } from '../../../src/exchange/listen.ts';
import { createProvider } from '../../../src/provider/provider.ts';
import type { Report } from '../../../src/report/report.ts';
import { withMembers } from '../../mutants/mutant.ts';
import { type Front, serveBehind } from '../../mutants/serve.ts';
import { runTestCommand } from './run-command.ts';

const bin = fileURLToPath(new URL('../../../src/cli/bin.ts', import.meta.url));

const running: Listening[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

/** The options for a fresh reference provider behind a front. */
async function serve(front: Front): Promise<string[]> {
  const served = await serveBehind(front);
  running.push(served);
  return ['--target', served.url, '--header', `X-Auth-Token: ${served.provider.issueToken()}`];
}

/** A front that changes nothing, and the connections that came to it. */
function counting(): { front: Front; sockets: Set<Socket> } {
  const sockets = new Set<Socket>();
  const front: Front = {
    async respond({ incoming, outgoing, real }) {
      sockets.add(incoming.socket);
      const response = await real();
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(new Uint8Array(await response.arrayBuffer()));
    },
  };
  return { front, sockets };
}

describe('connections', () => {
  it.each([
    [[], 1],
    [['--workers', '3'], 3],
  ])('are kept: with %j there are as many as workers', async (options, workers) => {
    const { front, sockets } = counting();
    const { report } = await runTestCommand([...(await serve(front)), ...options]);
    expect(report.summary.exchanges).toBeGreaterThan(100);
    expect(sockets.size).toBe(workers);
  });
});

describe('workers', () => {
  it('find what one finds, in the same order', async () => {
    const args = await serve({ answer: withMembers(200, { result: 7 }) });
    const [one, four] = [await runTestCommand(args), await runTestCommand([...args, '--workers', '4'])];
    expect(one.report.findings.length).toBeGreaterThan(0);
    expect(four.report.findings).toEqual(one.report.findings);
    expect(four.report.reach).toEqual(one.report.reach);
  });
});

describe('the bytes of a report', () => {
  it('are the same for the same document and seed, against three fresh providers', async () => {
    const texts = new Set<string>();
    for (let run = 0; run < 3; run += 1) {
      const provider = createProvider();
      const server = await provider.listen();
      const args = ['--target', server.url, '--header', `X-Auth-Token: ${provider.issueToken()}`];
      texts.add(JSON.stringify((await runTestCommand(args)).report));
      await server.close();
      provider.close();
    }
    expect(texts.size).toBe(1);
  });
});

describe('the rate and the budget', () => {
  it.each([
    ['--rate', '10', 'error: --rate wants requests in a time, received "10"'],
    ['--rate', '0/s', 'error: --rate wants requests in a time, received "0/s"'],
    ['--budget', '-1', 'error: --budget wants seconds, received "-1"'],
    ['--budget', '0', 'error: --budget wants seconds, received "0"'],
  ])('refuses %s %s in one sentence', async (option, value, sentence) => {
    const run = await runTestCommand([...(await serve({ answer: (real) => real })), `${option}=${value}`]);
    expect([run.exitCode, run.stderr.split('\n', 1)[0]]).toEqual([2, sentence]);
  });

  it('pass with what was sent in time, and say what more time would add', async () => {
    const args = await serve({ answer: (real) => real });
    const { exitCode, report, stderr } = await runTestCommand([...args, '--rate', '50/s', '--budget', '1']);
    expect({ exitCode, findings: report.findings, unchecked: report.summary.unchecked }).toEqual({
      exitCode: 0,
      findings: [],
      unchecked: [],
    });
    expect(report.summary.exchanges).toBeLessThanOrEqual(51);
    expect(stderr).toMatch(/ in pauses, /);
    const notes = report.summary.notes?.filter(({ reason }) => reason.startsWith('not sent within')) ?? [];
    expect(notes.length).toBe(1);
    expect(notes[0]?.reason).toMatch(
      /^not sent within the budget of 1 s: (examples \d+, )?boundary \d+, negative \d+, /,
    );
    const left = report.coverage.clauses.filter(
      ({ reason }) => reason === 'not sent within the budget of 1 s',
    );
    expect(left.length).toBeGreaterThan(0);
    expect(left.every(({ state }) => state === 'unexercised')).toBe(true);
  });
});

describe('Ctrl-C', () => {
  it('ends the command with the report of what was done', async () => {
    let requests = 0;
    let interrupt = (): void => {};
    const args = await serve({
      answer: (real) => (request) => {
        requests += 1;
        if (requests === 30) interrupt();
        return real(request);
      },
    });
    const child = spawn(process.execPath, [bin, 'test', ...args, '--report', 'json']);
    interrupt = () => void child.kill('SIGINT');
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    const report: Report = JSON.parse(stdout);
    expect({ code, verdict: report.verdict.status, unchecked: report.summary.unchecked }).toEqual({
      code: 2,
      verdict: 'unchecked',
      unchecked: [{ reason: 'the run was stopped before its end', count: 1 }],
    });
    expect(report.summary.checked).toBeGreaterThan(25);
    expect(report.summary.checked).toBeLessThan(120);
    const note = report.summary.notes?.find(({ reason }) => reason.startsWith('not sent before'));
    expect(note?.reason).toMatch(/^not sent before the run was stopped: .*negative \d+/);
    expect(stderr).toMatch(/^cases: examples \d+/);
  });
});
