import { KitError } from '../../errors.ts';
import { describeFetchFailure } from '../../fetch-failure.ts';
import type { Json } from '../../finding.ts';
import type { BrokerAddress } from './broker-address.ts';

export type BrokerRequest = {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Absolute, of the broker's own origin. */
  readonly url: string;
  readonly body?: Json;
};

export type BrokerAnswer = {
  readonly status: number;
  /** Undefined where the answer is not JSON. */
  readonly body: Json | undefined;
  /** As it came: a JSON number can have more than `body` shows of it. */
  readonly text: string;
  readonly mediaType: string;
};

const timeoutMs = 30_000;

/**
 * Sends one request to a broker. What is no answer of a working broker that lets one in is an error here; what it says
 * otherwise, also that it refuses, is for the caller to read.
 *
 * @throws KitError `broker-unreachable` · `broker-refused` for wrong credentials, a redirect and a failure of the broker
 */
export async function send(
  address: BrokerAddress,
  request: BrokerRequest,
  signal?: AbortSignal,
): Promise<BrokerAnswer> {
  const answer = await exchange(address, request, signal);
  const { status } = answer;
  if (status === 401 || status === 403) throw refusedCredentials(address, status);
  if (status >= 300 && status < 400) {
    throw new KitError(
      'broker-refused',
      `the Pact Broker at ${address.url} sends elsewhere, to ${answer.location}`,
      {
        hint: 'give the address that it has itself as --broker-base-url',
      },
    );
  }
  if (status >= 500) {
    throw new KitError('broker-refused', `the Pact Broker at ${address.url} failed: it answered ${status}`, {
      hint: 'its log tells why; the same command can be given again',
    });
  }
  return answer;
}

async function exchange(
  address: BrokerAddress,
  { method, url, body }: BrokerRequest,
  signal?: AbortSignal,
): Promise<BrokerAnswer & { readonly location: string }> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/hal+json, application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...authorizationOf(address.credentials),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      // A redirect would turn a POST into a GET, and could carry the credentials elsewhere.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const { status, headers } = response;
    const text = await response.text();
    return {
      status,
      body: parseJson(text),
      text,
      mediaType: headers.get('content-type')?.split(';', 1)[0] ?? '',
      location: headers.get('location') ?? 'nowhere',
    };
  } catch (cause) {
    if (signal?.aborted) throw new KitError('broker-unreachable', 'interrupted while asking the Pact Broker');
    throw new KitError(
      'broker-unreachable',
      `the Pact Broker at ${address.url} does not answer: ${describeFetchFailure(cause, timeoutMs)}`,
      {
        cause,
        hint: 'check --broker-base-url, and that the broker runs and can be reached from here',
      },
    );
  }
}

/** The field that carries the credentials of a broker; none where it wants none. */
export function authorizationOf(credentials: BrokerAddress['credentials']): {
  readonly authorization?: string;
} {
  switch (credentials?.kind) {
    case undefined:
      return {};
    case 'token':
      return { authorization: `Bearer ${credentials.token}` };
    case 'basic': {
      const pair = Buffer.from(`${credentials.username}:${credentials.password}`);
      return { authorization: `Basic ${pair.toString('base64')}` };
    }
    default:
      return credentials satisfies never;
  }
}

function refusedCredentials({ url, credentials }: BrokerAddress, status: number): KitError {
  if (credentials === undefined) {
    return new KitError(
      'broker-refused',
      `the Pact Broker at ${url} wants credentials: it answered ${status}`,
      {
        hint: 'set PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD',
      },
    );
  }
  const variable = credentials.kind === 'token' ? 'PACT_BROKER_TOKEN' : 'PACT_BROKER_USERNAME';
  return new KitError(
    'broker-refused',
    `the Pact Broker at ${url} refuses the credentials of ${variable}: it answered ${status}`,
    { hint: 'check that they are for this broker, have not expired and may do this' },
  );
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
