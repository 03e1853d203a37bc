import type { Contract } from '../contract/contract.ts';
import { check } from '../validate/check.ts';
import type { Side } from '../validate/judge.ts';
import { findRoute } from './find-operation.ts';
import { type ReceivedCall, readReceived } from './received.ts';
import { type MatcherResult, toMatcherResult, toUnknown } from './verdict.ts';

export type SatisfyOptions = {
  /** Of the request, where the response does not tell it. */
  readonly method?: string;
  /** Of the request, where the response does not tell it; the path is enough. */
  readonly url?: string;
  /** What is judged: the response of a response, both sides of an exchange, where nothing is said. */
  readonly sides?: readonly Side[];
};

/** `expect(response).toSatisfyContract()`: a promise only where a body must be read first. */
export function satisfyContract(
  contract: Contract,
  received: unknown,
  { isNot, ...options }: SatisfyOptions & { readonly isNot: boolean },
): MatcherResult | Promise<MatcherResult> {
  const call = readReceived(received);
  if (call === undefined) {
    const reason =
      'received no response that is known here: a fetch Response, one of undici, supertest or axios, or an Exchange';
    return toUnknown(reason, isNot);
  }
  const isExchange = typeof received === 'object' && received !== null && 'stance' in received;
  const sides = options.sides ?? (isExchange ? ['request', 'response'] : ['response']);
  const judge = (known: ReceivedCall) => judgeCall(contract, known, { ...options, sides, isNot });
  return call instanceof Promise ? call.then(judge) : judge(call);
}

type Judging = SatisfyOptions & { readonly sides: readonly Side[]; readonly isNot: boolean };

function judgeCall(contract: Contract, call: ReceivedCall, options: Judging): MatcherResult {
  const { isNot, sides } = options;
  const found = findRoute(contract, {
    method: options.method ?? call.request?.method,
    url: options.url ?? call.request?.url,
  });
  if (found.kind === 'unknown') return toUnknown(`the operation is not known: ${found.reason}`, isNot);
  const { method, url, route } = found;
  if (route.kind !== 'operation' && !sides.includes('request')) {
    return toUnknown(`the operation is not known: the document does not describe ${method} ${url}`, isNot);
  }
  if (sides.includes('request') && call.request?.known !== 'whole') {
    const reason =
      'only the target of the request is known; assert an Exchange, or call by a fetch from wrapFetch';
    return toUnknown(`the request cannot be judged: ${reason}`, isNot);
  }
  const request = { headers: {}, ...call.request, method, url };
  const exchange = {
    stance: 'observed',
    request,
    response: call.response,
    origin: { source: 'test' },
  } as const;
  const result = check(contract, exchange, { sides });
  const subject = `expected ${sides.join(' and ')} of ${result.operation?.key ?? `${method} ${url}`} to satisfy the contract`;
  return toMatcherResult(contract, result, { subject, isNot });
}
