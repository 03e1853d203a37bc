import type { Contract, Operation } from '../../contract/contract.ts';
import { decodeRequest } from '../../contract/decode-request.ts';
import type { Json } from '../../finding.ts';
import { listBaselines } from '../plan/baseline.ts';
import { toBaselineCase } from '../plan/baseline-case.ts';
import type { Case } from '../plan/case.ts';
import type { PlanConfig } from '../plan/config.ts';
import { toPointer } from '../plan/data-flow.ts';
import { configOf } from '../plan/operation-config.ts';

/** The request that reads what another request is about; undefined where the document has none for the same path. */
export function toReading(
  contract: Contract,
  config: PlanConfig,
  from: { operation: Operation; probe: Case },
): { operation: Operation; case: Case } | undefined {
  const reader = contract.operations.find(
    ({ method, path }) => method === 'GET' && path === from.operation.path,
  );
  if (!reader) return undefined;
  const known = { name: 'what a later request changes', values: pathValues(contract, reader, from.probe) };
  const made = listBaselines(contract, configOf(config, reader), { operation: reader, known });
  const [baseline] = typeof made === 'string' ? [] : made;
  const probe = baseline && toBaselineCase(contract, baseline);
  if (!probe || typeof probe === 'string') return undefined;
  const isSame = probe.request.url.split('?', 1)[0] === from.probe.request.url.split('?', 1)[0];
  return isSame ? { operation: reader, case: { ...probe, id: `original:${reader.key}` } } : undefined;
}

function pathValues(contract: Contract, reader: Operation, { request }: Case): Map<string, Json> {
  const { url } = request;
  const route = contract.match(reader.method, url);
  if (route.kind !== 'operation') return new Map();
  const sent = { method: reader.method, url, headers: {} };
  const { parameters } = decodeRequest(contract, reader, route.pathValues, sent, 'observed');
  return new Map(
    parameters.flatMap((one): [string, Json][] => {
      const value = one.parameter.in === 'path' && one.state === 'present' ? one.candidates[0] : undefined;
      return value === undefined ? [] : [[toPointer(one.parameter), value]];
    }),
  );
}
