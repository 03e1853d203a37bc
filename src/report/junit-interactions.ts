import type { InteractionResult, Mismatch } from '../pact/verify/interaction-result.ts';
import { type Case, cut, type Suite, toSuite } from './junit-case.ts';
import { element, type XmlNode } from './xml.ts';

/**
 * A test suite for each pact, a test case for each interaction. It is about the pact alone: what the same answer breaks of
 * the document stands with its clause. A pending failure is told in the output of a passing case.
 */
export function toPactSuites(interactions: readonly InteractionResult[]): Suite[] {
  const pacts = Map.groupBy(
    interactions,
    ({ consumer, provider, pact }) => `pact ${consumer} → ${provider} (${pact})`,
  );
  return [...pacts].map(([name, own]) => toSuite(name, own.map(toCase)));
}

function toCase(interaction: InteractionResult): Case {
  const { description, states, status } = interaction;
  const given = states.length === 0 ? '' : `, given ${states.map(({ name }) => name).join(' and ')}`;
  const name = cut(`${description}${given}`);
  switch (status) {
    case 'pass':
      return { name, outcome: 'passed', details: [] };
    case 'fail':
      return { name, outcome: 'failure', details: failuresOf(interaction) };
    case 'pending':
      return {
        name,
        outcome: 'passed',
        details: [element('system-out', {}, [cut(reasonsOf(interaction), 10_000)])],
      };
    case 'unchecked': {
      const message = cut(interaction.reason ?? 'not verified');
      return { name, outcome: 'error', details: [element('error', { type: 'unchecked', message })] };
    }
    default:
      return status satisfies never;
  }
}

function failuresOf({ mismatches, reason = 'the pact does not pass' }: InteractionResult): XmlNode[] {
  if (mismatches.length === 0) return [element('failure', { type: 'pact', message: cut(reason) })];
  return mismatches.map((mismatch) =>
    element('failure', { type: `pact-${mismatch.part}`, message: cut(mismatch.message) }, [
      cut(describe(mismatch), 10_000),
    ]),
  );
}

function reasonsOf({ mismatches, reason }: InteractionResult): string {
  const reasons = [...(reason === undefined ? [] : [reason]), ...mismatches.map(describe)];
  return `pending: ${reasons.join('\n')}`;
}

function describe({ part, path, message, expected, actual }: Mismatch): string {
  const lines = [
    `response ${part}${path === '' ? '' : ` at ${path}`}: ${message}`,
    expected === undefined ? undefined : `the consumer expects: ${JSON.stringify(expected)}`,
    actual === undefined ? undefined : `received: ${JSON.stringify(actual)}`,
  ];
  return lines.filter((line) => line !== undefined).join('\n');
}
