import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RuleId, Severity } from '../../src/finding.ts';

/** Answers a request inside the process: the real provider, or something in front of it. */
export type Answer = (request: Request) => Promise<Response>;

/** A deliberately broken provider: the correct one of a fixture with one broken statement. */
export type Mutant = {
  readonly name: string;
  /** What the conformance test must say of it: every rule that it reports, with the gravest severity. */
  readonly reports: readonly `${Severity} ${RuleId}`[];
  /** It comes and goes, so that it can also look like other faults. */
  readonly unstable?: true;
  /** It leaves requests without an answer: its test does not wait as long as a person would. */
  readonly silent?: true;
  /** Why no rule can find it; then `reports` is what is said all the same, without an error. */
  readonly missed?: string;
} & (
  | { readonly answer: (real: Answer) => Answer }
  /** Broken below HTTP: writes to the connection itself. */
  | { readonly respond: (exchange: RawExchange) => void | Promise<void> }
);

/** A request that was read, its right answer, and the connection to answer on. */
export type RawExchange = {
  readonly number: number;
  readonly incoming: IncomingMessage;
  readonly body: string;
  /** The answer of the real provider. */
  readonly real: () => Promise<Response>;
  readonly outgoing: ServerResponse;
};

/** The body of a request as JSON; undefined where it is none. */
export async function readBody(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await request.clone().text());
  } catch {
    return undefined;
  }
}

/** A member of a value; undefined where the value has none. */
export function memberOf(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object' && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

export const success = (): Response => Response.json({ result: 'Success' });

export const serviceError = (code: string, status = 400): Response =>
  Response.json({ error_code: code, error_msg: 'refused' }, { status });

/** Changes the answers of one status. */
export function onStatus(
  status: number,
  change: (response: Response, request: Request) => Response | Promise<Response>,
): (real: Answer) => Answer {
  return (real) => async (request) => {
    const response = await real(request.clone() as Request);
    return response.status === status ? await change(response, request) : response;
  };
}

/** Changes the members of the JSON answers of one status; undefined takes a member away. */
export function withMembers(
  status: number,
  members: Readonly<Record<string, unknown>>,
): (real: Answer) => Answer {
  return onStatus(status, async (response) => {
    const body = { ...((await response.json()) as Record<string, unknown>), ...members };
    return Response.json(body, { status });
  });
}

/** Lets through what the service refuses, where `when` says so. */
export function accepting(
  when: (request: Request, body: unknown, text: string) => boolean,
): (real: Answer) => Answer {
  return onStatus(400, async (response, request) => {
    const text = await request.clone().text();
    return when(request, await readBody(request), text) ? success() : response;
  });
}

/** Answers something of its own where `when` says so, whatever the real provider would say. */
export function answering(
  when: (request: Request, body: unknown, text: string) => boolean,
  response: () => Response,
): (real: Answer) => Answer {
  return (real) => async (request) => {
    const text = await request.clone().text();
    return when(request, await readBody(request), text) ? response() : await real(request);
  };
}
