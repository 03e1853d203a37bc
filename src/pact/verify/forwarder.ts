import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Exchange } from '../../exchange/exchange.ts';
import { fromNode } from '../../exchange/from-node.ts';
import { listen } from '../../exchange/listen.ts';
import type { Json } from '../../finding.ts';
import type { OutgoingRequest, Target } from './ask-target.ts';
import type { Injection } from './credentials.ts';
import { inject } from './inject.ts';
import { type Job, originOf } from './job.ts';
import { markerField, stateId } from './marked-pact.ts';
import type { ChangeState, StateChange } from './state-change.ts';

/** What the forwarder has seen of one interaction. */
export type Seen = {
  /** Without a response where the service gave none. */
  exchange?: Exchange;
  /** Why there was no whole answer. */
  absent?: string;
  /** Sentences about states that could not be changed. */
  readonly stateFaults: string[];
};

export type Forwarder = {
  /** Where Pact sends its requests. */
  readonly url: string;
  /** Where Pact asks for provider states. */
  readonly stateUrl: string;
  /** By the id of the job. */
  readonly seen: ReadonlyMap<string, Seen>;
  /** Requests that belong to no interaction. */
  readonly strays: readonly string[];
  close(): Promise<void>;
};

const statePath = '/contract-kit-state';

/**
 * Stands between Pact and the service, on this machine only: takes the marker off each request, puts live credentials
 * in, and keeps what was really sent and received. Pact always gets an answer, as it cannot bear a broken connection.
 */
export async function startForwarder(given: {
  readonly jobs: readonly Job[];
  /** The URL of the service; its path is the base path. */
  readonly base: URL;
  readonly target: Target;
  readonly injection: Injection;
  readonly changeState: ChangeState;
}): Promise<Forwarder> {
  const seen = new Map<string, Seen>(given.jobs.map((job) => [job.id, { stateFaults: [] }]));
  const jobs = new Map(given.jobs.map((job) => [job.id, job]));
  const states = new Map<string, { job: Job; name: string }>(
    given.jobs.flatMap((job) =>
      job.interaction.states.map(({ name }, place) => [stateId(job, place), { job, name }] as const),
    ),
  );
  const strays: string[] = [];

  async function answerCall(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await readBytes(request);
    const job = jobs.get(String(request.headers[markerField.toLowerCase()] ?? ''));
    const kept = job && seen.get(job.id);
    if (job === undefined || kept === undefined) {
      strays.push(`${request.method} ${request.url}`);
      response.writeHead(502).end();
      return;
    }
    const outgoing = inject(toOutgoing(request, bytes, given.base), job.interaction, given.injection);
    const answer = await given.target.ask(outgoing);
    const { label, line } = originOf(job);
    const sent = {
      method: outgoing.method,
      url: `${given.base.origin}${outgoing.url}`,
      headers: joinFields(outgoing.fields),
      bytes: outgoing.bytes,
    };
    const origin = { source: 'pact', label, line } as const;
    if (answer.kind === 'absent') {
      kept.absent = answer.reason;
      kept.exchange = fromNode({ request: sent }, origin);
      response.writeHead(502).end();
      return;
    }
    const { status, headers } = answer;
    kept.exchange = fromNode(
      { request: sent, response: { statusCode: status, headers, bytes: answer.bytes } },
      origin,
    );
    response.writeHead(status, toPactHeaders(headers)).end(answer.bytes);
  }

  async function answerState(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const change = JSON.parse(Buffer.from(await readBytes(request)).toString('utf8')) as StateChangeRequest;
    // Pact asks for the state "" where an interaction has none.
    const state = states.get(change.state);
    if (state === undefined) {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
      return;
    }
    const { name, job } = state;
    const { action, params = {} } = change;
    const outcome = await given.changeState({ action, name, params });
    if (outcome.kind === 'done') {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(outcome.values));
      return;
    }
    seen.get(job.id)?.stateFaults.push(`the state ${JSON.stringify(name)} ${outcome.reason}`);
    // Pact repeats a 5xx for minutes.
    response.writeHead(422).end();
  }

  const server = createServer((request, response) => {
    const answered =
      request.url === statePath ? answerState(request, response) : answerCall(request, response);
    answered.catch((error: unknown) => {
      strays.push(`${request.method} ${request.url}: ${error instanceof Error ? error.message : error}`);
      if (!response.headersSent) response.writeHead(502);
      response.end();
    });
  });
  const { url, close } = await listen(server, {});
  return { url, stateUrl: `${url}${statePath}`, seen, strays, close };
}

type StateChangeRequest = {
  readonly action: StateChange['action'];
  readonly state: string;
  readonly params?: Readonly<Record<string, Json>>;
};

/** Fields of the connection to Pact, and the marker, stay here (RFC 9110 §7.6.1). */
const ownFields: ReadonlySet<string> = new Set([
  ...['connection', 'content-length', 'expect', 'host', 'keep-alive', 'transfer-encoding', 'te', 'upgrade'],
  markerField.toLowerCase(),
]);

function toOutgoing(request: IncomingMessage, bytes: Uint8Array, base: URL): OutgoingRequest {
  const pairs: [string, string][] = [];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const [name = '', value = ''] = request.rawHeaders.slice(index, index + 2);
    if (!ownFields.has(name.toLowerCase())) pairs.push([name, value]);
  }
  const url = `${base.pathname.replace(/\/+$/, '')}${request.url ?? '/'}`;
  return { method: request.method ?? 'GET', url, fields: pairs, bytes };
}

function joinFields(fields: OutgoingRequest['fields']): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of fields) {
    const key = name.toLowerCase();
    joined[key] = joined[key] === undefined ? value : `${joined[key]}, ${value}`;
  }
  return joined;
}

function toPactHeaders(headers: Exchange['request']['headers']): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(
    ([name, value]) =>
      value !== undefined && !['connection', 'keep-alive', 'transfer-encoding'].includes(name),
  );
  return Object.fromEntries(
    kept.map(([name, value]) => [name, typeof value === 'string' ? value : [...(value ?? [])]]),
  );
}

async function readBytes(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  // A request without setEncoding gives its body in bytes.
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
