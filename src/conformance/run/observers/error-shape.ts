import type { Operation, Response } from '../../../contract/contract.ts';
import type { Finding } from '../../../finding.ts';
import { secretsOf } from '../../judge/judge-attempt.ts';
import { toProbeFinding } from '../../judge/probe-finding.ts';
import { describeShape, isOtherShape, type Shape, shapeOf } from '../../judge/shape.ts';
import type { RunContext } from '../attempt.ts';
import type { Observation, Observer } from '../observer.ts';
import { describesAs } from './same-schema.ts';

/** The first error of a shape. */
type Sample = { readonly seen: Observation; readonly definition: Response; readonly shape: Shape };

/**
 * Errors of one operation that the document describes alike and that have nothing in common, so that a client needs several
 * ways to read them. A warning: no two errors have to be alike where the document does not say so.
 */
export function observeErrorShapes({ contract }: RunContext): Observer {
  // By operation, then by what the document says: that is a long text, and cheap as a key of its own only.
  const groups = new Map<Operation, Map<string, Sample[]>>();
  return {
    see(seen) {
      const sample = toSample(seen);
      if (!sample) return;
      const alike = groups.get(seen.operation) ?? new Map<string, Sample[]>();
      groups.set(seen.operation, alike);
      const key = describesAs(contract, sample.definition);
      const samples = alike.get(key) ?? [];
      alike.set(key, samples);
      if (samples.every(({ shape }) => isOtherShape(shape, sample.shape))) samples.push(sample);
    },
    toFindings() {
      const told = new Set<Operation>();
      const all = [...groups.values()].flatMap((alike) => [...alike.values()]);
      return all.flatMap((samples): Finding[] => {
        const [first, second] = samples.toSorted((a, b) => a.seen.index - b.seen.index);
        if (!first || !second || told.has(first.seen.operation)) return [];
        told.add(first.seen.operation);
        return [toFinding(first, second)];
      });
    },
  };

  function toFinding(first: Sample, second: Sample): Finding {
    const { operation, index, case: probe, attempt } = second.seen;
    const [a, b] = [first, second].map(({ seen, shape }) => `${seen.attempt.status} ${describeShape(shape)}`);
    return toProbeFinding(
      { contract, case: probe, exchange: attempt.exchange, index, secrets: secretsOf(operation) },
      {
        rule: 'response-error-different',
        severity: 'warning',
        message: `errors that are documented alike have different shapes: ${a}; ${b}`,
        place: second.definition.at,
        side: 'response',
        pointer: '/body',
        clause: undefined,
        hint: `the other answer is that of ${first.seen.case.id}`,
      },
    );
  }
}

/** An error without another fault; of one with a fault the rules say more. */
function toSample(seen: Observation): Sample | undefined {
  const { attempt, case: probe } = seen;
  const { response, findings } = attempt.result;
  if (!response?.definition || attempt.status < 400) return undefined;
  if (findings.some(({ at }) => at?.side === 'response')) return undefined;
  // Whoever asks for another media type can get another shape.
  const accept = probe.request.headers.find(([name]) => name.toLowerCase() === 'accept')?.[1];
  if (accept !== undefined && accept !== '*/*') return undefined;
  const shape = shapeOf(response);
  return shape && { seen, definition: response.definition, shape };
}
