import type { Operation } from '../../contract/contract.ts';
import type { Json, OperationKey } from '../../finding.ts';
import { joinPointer, pointerTokens } from '../../spec/pointer.ts';
import type { KnownValues } from '../plan/baseline.ts';
import { findProducers, type Producer, toPointer } from '../plan/data-flow.ts';
import { readSchema, requiredProperties } from '../values/schema-view.ts';
import type { RunContext } from './attempt.ts';
import { boundValue, toFitting } from './bind-step.ts';
import type { Seen } from './exchange-value.ts';

/** More attempts with values of earlier answers only delay the answer that none is accepted. */
const mostTried = 3;

/**
 * Values for what a request must have, from the accepted exchanges of a run so far: those of one exchange together, as
 * they belong together, and what is still lacking from others. The surest sources come first.
 */
export function listKnownValues(context: RunContext, operation: Operation): readonly KnownValues[] {
  const needed = listNeeded(context, operation);
  const producers = findProducers(context.contract, operation).filter(({ to }) => needed.has(to));
  const found = new Map<string, KnownValues>();
  const sources = [...new Set(producers.map((producer) => producer.from))];
  // What the run made itself is nobody's data.
  for (const from of sources.toSorted((a, b) => Number(isMade(b)) - Number(isMade(a))))
    for (const seen of context.answers.of(from)) {
      const known = collect(context, { operation, producers, seen });
      const key = JSON.stringify([...(known?.values ?? [])]);
      if (known && !found.has(key)) found.set(key, known);
      if (found.size === mostTried) return [...found.values()];
    }
  return [...found.values()];
}

function isMade(source: OperationKey): boolean {
  return source.startsWith('POST ');
}

/** The places of required parameters and of required fields of the body. */
function listNeeded({ contract }: RunContext, operation: Operation): ReadonlySet<string> {
  const schema = operation.requestBody?.content[0]?.schema;
  const fields = schema ? requiredProperties(readSchema(contract.document, schema)).keys() : [];
  return new Set([
    ...operation.parameters.filter(({ required }) => required).map(toPointer),
    ...[...fields].map((name) => joinPointer('/body', name)),
  ]);
}

function collect(
  context: RunContext,
  from: { operation: Operation; producers: readonly Producer[]; seen: Seen },
): KnownValues | undefined {
  const { operation, producers, seen } = from;
  const values = new Map<string, Json>();
  const sources = new Map<string, string>();
  const take = (producer: Producer, exchange: Seen | undefined): void => {
    const { to, source } = producer;
    if (!exchange || values.has(to)) return;
    const value = readValue(context, operation, { producer, seen: exchange });
    if (value === undefined) return;
    values.set(to, value);
    const part = source.startsWith('/request') ? 'request' : 'answer';
    sources.set(pointerTokens(to).at(-1) ?? '', `the ${part} of ${producer.from}`);
  };
  for (const producer of producers) if (producer.from === seen.operation.key) take(producer, seen);
  if (values.size === 0) return undefined;
  for (const producer of producers) take(producer, context.answers.of(producer.from)[0]);
  const name = [...sources].map(([what, where]) => `${what} from ${where}`).join(', ');
  return { name, values };
}

function readValue(
  { contract }: RunContext,
  operation: Operation,
  from: { producer: Producer; seen: Seen },
): Json | undefined {
  const { producer, seen } = from;
  const { source, to } = producer;
  const value = boundValue(contract, seen, { binding: { step: 0, from: source, to }, operation });
  return value === undefined ? undefined : toFitting(contract, operation, { to, value });
}
