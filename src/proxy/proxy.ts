import { compileContract } from '../contract/compile.ts';
import type { Contract } from '../contract/contract.ts';
import { type Listening, listen } from '../exchange/listen.ts';
import { bundledSpec } from '../spec/bundled.ts';
import { loadSpec } from '../spec/load.ts';
import { createJournal, type JournalEntry } from '../validate/journal.ts';
import { createAdminServer } from './admin.ts';
import { type Call, createCall } from './call.ts';
import { createCapture, type Memory, releaseCapture } from './capture.ts';
import { enforce } from './enforce.ts';
import { createJudge } from './judge.ts';
import { createOwnAnswers } from './own-answers.ts';
import { type ProxyOptions, readSettings } from './proxy-options.ts';
import { createRecorder } from './recorder.ts';
import { openRecording } from './recording.ts';
import { relay, type Way } from './relay.ts';
import { createResults, type ProxyResults } from './results.ts';
import { createSampler } from './sampler.ts';
import { createProxyServer, type Take } from './server.ts';
import { openService } from './service.ts';

export type { ProxyOptions } from './proxy-options.ts';
export type { ProxyResults } from './results.ts';

/** A proxy that listens. */
export type RunningProxy = {
  /** `http://127.0.0.1:4020`, without a closing slash. */
  readonly url: string;
  /** Of the second port. */
  readonly adminUrl: string | undefined;
  readonly contract: Contract;
  /** The last calls with what is wrong with them, oldest first; without secrets. */
  journal(): readonly JournalEntry[];
  /** What was seen so far. */
  results(): ProxyResults;
  /** Lets running calls end, for 5 seconds at most. */
  close(): Promise<void>;
};

/**
 * Starts a reverse proxy that judges what passes: bytes go through as they are in both directions, and are looked at when
 * the answer is on its way.
 *
 * Throws KitError when the document cannot be loaded, an option cannot be used (`usage-invalid`), or the port is taken
 * (`port-unavailable`).
 *
 * @example
 * const proxy = await startProxy({ target: 'http://127.0.0.1:4000', spec: 'openapi.yaml' });
 * // … let clients call proxy.url …
 * await proxy.close();
 * console.log(proxy.results().findings);
 */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const settings = readSettings(options);
  const { target, seed, sample, log, now } = settings;
  const document = options.contract?.document ?? (await load(options));
  const contract = compileContract(document, { servers: [target.href] });
  const service = openService({ ...settings, tls: options.tls ?? {} });
  const about = { origin: target.origin, bodyLimit: settings.bodyLimit, secrets: settings.secrets };
  const results = createResults(contract, {
    skipReason: `no server of the document: ${target.origin} outside of ${target.pathname}`,
    onFinding: options.onFinding ?? (() => {}),
  });
  const journal = createJournal(options.journal, { secrets: settings.secrets });
  const judge = createJudge({ contract, results, journal, ...about });
  const recording =
    options.record === undefined ? undefined : openRecording({ ...settings, path: options.record });
  const told = new Set<string>();
  const recorder =
    recording &&
    createRecorder({
      recording,
      ...about,
      lost(reason) {
        results.addUnchecked({ reason });
        if (!told.has(reason)) log(reason);
        told.add(reason);
      },
    });
  const bodies: Memory = { limit: settings.bodyLimit, total: settings.memory, used: 0 };
  const isChosen = createSampler(sample, seed);
  const own = createOwnAnswers(contract);
  const passed = `a call that was not judged: a share of ${sample} is, chosen with the seed ${seed}`;
  let running = 0;
  const judgeLater = (call: Call) => {
    running -= 1;
    judge.take(call);
  };
  const passUnjudged = (call: Call) => {
    running -= 1;
    results.note(passed);
    releaseCapture(call.sent);
    releaseCapture(call.received);
  };
  const way: Way = {
    service,
    timeout: settings.timeout,
    own,
    record: recorder ? recorder.record : () => {},
    judge: judgeLater,
  };
  const unjudgedWay: Way = { ...way, judge: passUnjudged };

  const take: Take = (request, response, wanted) => {
    running += 1;
    const isJudged = isChosen();
    const memory = isJudged || recorder ? bodies : undefined;
    const call = createCall({
      number: results.count(),
      startedAt: now(),
      request,
      sent: createCapture(memory),
      received: createCapture(memory),
    });
    if (settings.enforce && !wanted) enforce(call, response, { ...way, contract, ...about });
    else relay(call, response, isJudged ? way : unjudgedWay, wanted);
  };

  const { server, closeSwitched } = createProxyServer(take, { own, requestTimeout: settings.requestTimeout });
  let listening: Listening | undefined;
  let admin: Listening | undefined;
  try {
    listening = await listen(server, { port: options.port, host: options.host });
    const shown = { journal, results: results.toReport };
    if (options.adminPort !== undefined)
      // What it shows is for whoever sits at this machine.
      admin = await listen(createAdminServer(shown), { port: options.adminPort });
  } catch (error) {
    await listening?.close();
    recording?.close();
    throw error;
  }
  const { url, close } = listening;
  return {
    url,
    adminUrl: admin?.url,
    contract,
    journal: () => journal.entries(),
    results() {
      judge.settle();
      return results.toReport();
    },
    async close() {
      closeSwitched();
      await Promise.all([close(), admin?.close()]);
      // Calls that ended with their connections hear of it in the turns after that.
      for (let turn = 0; running > 0 && turn < mostTurns; turn++)
        await new Promise((done) => setImmediate(done));
      judge.settle();
      service.close();
      recording?.close();
    },
  };
}

/** More than any of them needs; it is here so that a stop always comes to its end. */
const mostTurns = 100;

function load({ spec = bundledSpec, cwd = process.cwd() }: ProxyOptions): ReturnType<typeof loadSpec> {
  return loadSpec(spec, { cwd });
}
