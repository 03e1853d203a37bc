import type { Contract, Operation } from '../contract/contract.ts';
import { decodeBody } from '../contract/decode-body.ts';
import type { DecodedBody, DecodedRequest } from '../contract/decoded.ts';
import { listScenarios, type Scenario } from '../contract/scenario.ts';
import type { Exchange, HttpBody } from '../exchange/exchange.ts';
import { rules } from '../rules/rules.ts';
import { type FaultSet, toFaultSet } from './fault-set.ts';
import { judge, startJudging } from './judge.ts';

/** A scenario with what its own request would be found to be. */
export type ReadScenario = {
  readonly scenario: Scenario;
  readonly request: DecodedRequest;
  /** Empty for a request that the document allows. */
  readonly faults: FaultSet;
};

const known = new WeakMap<Operation, readonly ReadScenario[]>();

/** The scenarios of an operation, judged once. */
export function readScenarios(contract: Contract, operation: Operation): readonly ReadScenario[] {
  const read =
    known.get(operation) ?? listScenarios(operation).map((scenario) => readScenario(contract, scenario));
  known.set(operation, read);
  return read;
}

const judging = rules.filter(({ side, id }) => side === 'request' && id !== 'request-security-missing');

/**
 * The request is never written out and read again: its values are what a request on the wire would be decoded to. The
 * credential is the scenario's own word, as no example holds one.
 */
function readScenario(contract: Contract, scenario: Scenario): ReadScenario {
  const { operation } = scenario;
  const body = bodyOf(scenario);
  const exchange: Exchange = {
    stance: 'observed',
    request: { method: operation.method, url: operation.path, headers: {}, ...(body && { body }) },
    origin: { source: 'mock', label: scenario.name },
  };
  const request = decode(contract, scenario, body);
  const context = startJudging({
    contract,
    exchange,
    route: { kind: 'operation', operation, pathValues: {} },
    secrets: [],
    index: 0,
  });
  context.request = request;
  for (const rule of judging) judge(context, rule);
  const lacksCredential = scenario.request.credentials === 'none';
  return { scenario, request, faults: toFaultSet(context.findings, request.mediaType, lacksCredential) };
}

function decode(
  contract: Contract,
  { operation, request }: Scenario,
  body: HttpBody | undefined,
): DecodedRequest {
  const { mediaType } = request;
  const values = new Map(request.parameters.map(({ parameter, value }) => [parameter, value]));
  const contentType = mediaType?.name;
  const decoded: DecodedBody = decodeBody({ document: contract.document, body, mediaType, contentType });
  return {
    operation,
    parameters: operation.parameters.map((parameter) => {
      const value = values.get(parameter);
      return value === undefined
        ? { parameter, raw: undefined, state: 'absent' }
        : { parameter, raw: undefined, state: 'present', candidates: [value] };
    }),
    unknownQuery: [],
    mediaType,
    contentType,
    body: decoded,
  };
}

function bodyOf({ request }: Scenario): HttpBody | undefined {
  const { text, value } = request.body ?? {};
  if (text !== undefined) return { kind: 'text', text };
  return value === undefined ? undefined : { kind: 'json', value };
}
