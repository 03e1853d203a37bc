import type { Contract } from '../contract/contract.ts';
import type { HttpHeaders, HttpRequest } from '../exchange/exchange.ts';
import { fromNode } from '../exchange/from-node.ts';
import { createRedactor } from '../exchange/redact.ts';
import type { Journal } from '../validate/journal.ts';
import { createRandom } from '../validate/random.ts';
import type { Answer } from './answer.ts';
import { answerControl } from './control.ts';
import { answerPreflight, corsHeaders } from './cors.ts';
import { type Decision, type Defaults, decide, decideTooLarge } from './decide.ts';
import { findOutage } from './outage.ts';
import { ownProblem, toAnswer } from './problem.ts';
import type { Respond } from './respond.ts';
import { renderViolations } from './violation-header.ts';

/** A request as a server has read it. */
export type Incoming = {
  readonly method: string;
  /** Origin-form. */
  readonly url: string;
  readonly headers: HttpHeaders;
  readonly bytes?: Uint8Array | undefined;
  /** True for a body over the limit, which was not read. */
  readonly isTooLarge?: boolean;
};

/** The contract that is served at the moment, with its answers. */
export type Served = {
  readonly contract: Contract;
  readonly respond: Respond;
  readonly staleReason: string | undefined;
};

export type HandlerOptions = Defaults & {
  readonly served: () => Served;
  readonly journal: Journal;
  readonly cors: boolean;
  /** Milliseconds, from and to. */
  readonly latency: readonly [number, number];
  /** The share of requests that fail, from 0 to 1. */
  readonly failRate: number;
  /** In bytes, after the Content-Encoding is undone too. */
  readonly bodyLimit: number;
  readonly log: (line: string) => void;
  readonly now: () => Date;
};

export type Handler = {
  /** Never throws or rejects. At once where nothing has to be negotiated or waited for. */
  handle(incoming: Incoming): Answer | Promise<Answer>;
  /** Forgets the journal and starts all chance anew. */
  reset(): void;
};

/** Answers requests by a contract: everything of the mock but the connections. */
export function createHandler(options: HandlerOptions): Handler {
  const { served, journal, latency, failRate } = options;
  let failing: () => number;
  let waiting: () => number;

  function reset(): void {
    journal.clear();
    // Two sequences: how long answers wait must not change which of them fail.
    failing = createRandom(`failures ${options.seed ?? ''}`);
    waiting = createRandom(`latency ${options.seed ?? ''}`);
  }
  reset();

  function handle(incoming: Incoming): Answer | Promise<Answer> {
    try {
      const { method, url, headers } = incoming;
      const own =
        (options.cors ? answerPreflight(method, headers) : undefined) ??
        answerControl(method, url, { ...served(), journal, reset });
      if (own) return withHeaders(own, incoming);
      const answer = answerRequest(incoming);
      const [from, to] = latency;
      if (to <= 0) return answer;
      const pause = from + waiting() * (to - from);
      return new Promise((resolve) => setTimeout(resolve, pause)).then(() => answer);
    } catch (cause) {
      return breakOff(cause, incoming);
    }
  }

  function answerRequest(incoming: Incoming): Answer | Promise<Answer> {
    const { contract, respond } = served();
    const { isTooLarge, ...read } = incoming;
    const { request } = fromNode({ request: read }, { source: 'mock' }, { limit: options.bodyLimit });
    const decision = isTooLarge
      ? decideTooLarge(contract, request, options.bodyLimit)
      : decide(contract, request, options);
    const { operation } = decision.result;
    const outage =
      operation && !decision.isChosen && findOutage(contract, operation, { rate: failRate, random: failing });
    if (outage)
      return settle(respond(outage, request, decision.result), {
        incoming,
        request,
        decision,
        isOutage: true,
      });
    const answer =
      'wish' in decision
        ? respond(decision.wish, request, decision.result)
        : toAnswer(decision.problem, decision.allow === undefined ? {} : { allow: decision.allow });
    return settle(answer, { incoming, request, decision, isOutage: false });
  }

  function settle(answer: Answer | Promise<Answer>, call: Call): Answer | Promise<Answer> {
    if (!(answer instanceof Promise)) return complete(answer, call);
    return answer.then((made) => complete(made, call)).catch((cause) => breakOff(cause, call.incoming));
  }

  /** What the client is told beside the answer, and the note in the journal. */
  function complete(answer: Answer, { incoming, request, decision, isOutage }: Call): Answer {
    const { violations, result } = decision;
    const told =
      violations.length === 0 || isOutage
        ? answer
        : { ...answer, headers: { ...answer.headers, 'sl-violations': renderViolations(violations) } };
    const { status, headers, body } = told;
    const response = {
      status,
      headers,
      ...(body.length > 0 && { body: { kind: 'bytes' as const, bytes: body } }),
    };
    journal.add({ stance: 'observed', request, response, origin: { source: 'mock' } }, result, options.now());
    return withHeaders(told, incoming);
  }

  function withHeaders(answer: Answer, { headers }: Incoming): Answer {
    return options.cors ? { ...answer, headers: { ...corsHeaders(headers), ...answer.headers } } : answer;
  }

  /** A fault of the mock: the client gets an answer, and whoever runs the mock learns what to report. */
  function breakOff(cause: unknown, incoming: Incoming): Answer {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const url = createRedactor().url(incoming.url).slice(0, 200);
    options.log(`internal error while answering ${incoming.method} ${url}: ${reason}`);
    return withHeaders(
      toAnswer(ownProblem(500, 'Internal error', 'The mock failed; its log says why.')),
      incoming,
    );
  }

  return { handle, reset };
}

type Call = {
  readonly incoming: Incoming;
  readonly request: HttpRequest;
  readonly decision: Decision;
  readonly isOutage: boolean;
};
