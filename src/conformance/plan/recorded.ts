import type { Contract, Operation } from '../../contract/contract.ts';
import { decodeRequest } from '../../contract/decode-request.ts';
import type { DecodedRequest, DecodedValue } from '../../contract/decoded.ts';
import type { Json } from '../../finding.ts';
import { canSerialise } from '../request/serialise-body.ts';
import { isValid } from '../values/sample.ts';
import { type Baseline, draftFrom } from './baseline.ts';
import type { PlanConfig, RecordedRequest } from './config.ts';
import { toPointer } from './data-flow.ts';

/** The recorded requests of an operation, with the configured values in them. */
export function listRecorded(contract: Contract, config: PlanConfig, operation: Operation): Baseline[] {
  return config.recorded.flatMap((recorded): Baseline[] => {
    const decoded = decode(contract, operation, recorded);
    if (!decoded) return [];
    const given = valuesOf(contract, decoded);
    const draft = draftFrom(contract, {
      config,
      operation,
      mediaType: decoded.body.state === 'present' ? decoded.mediaType : undefined,
      name: undefined,
      given,
    });
    if (typeof draft === 'string') return [];
    const { label, states } = recorded;
    return [{ name: label, draft, given, ...(states.length > 0 ? { states } : {}) }];
  });
}

function decode(
  contract: Contract,
  operation: Operation,
  { request }: RecordedRequest,
): DecodedRequest | undefined {
  const route = contract.match(request.method, request.url);
  if (route.kind !== 'operation' || route.operation.key !== operation.key) return undefined;
  const decoded = decodeRequest(contract, operation, route.pathValues, request, 'expected');
  const isWritable =
    decoded.body.state === 'absent' || (decoded.mediaType && canSerialise(decoded.mediaType));
  return isWritable ? decoded : undefined;
}

function valuesOf(contract: Contract, { parameters, body, mediaType }: DecodedRequest): Map<string, Json> {
  const values = new Map<string, Json>();
  for (const decoded of parameters) {
    const { parameter } = decoded;
    const value = pick(contract, decoded, parameter.schema ?? parameter.mediaType?.schema);
    if (value !== undefined) values.set(toPointer(parameter), value);
  }
  const whole = pick(contract, body, mediaType?.schema);
  if (whole !== undefined) values.set('/body', whole);
  return values;
}

/** Of several readings the one that the schema accepts. */
function pick(
  contract: Contract,
  decoded: DecodedValue,
  schema: Parameters<typeof isValid>[1] | undefined,
): Json | undefined {
  if (decoded.state !== 'present') return undefined;
  const { candidates } = decoded;
  return candidates.find((value) => schema && isValid(contract, schema, value)) ?? candidates[0];
}
