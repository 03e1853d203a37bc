import fc from 'fast-check';
import type { Step } from '../../unit/pact/offline/history.ts';

/**
 * Histories of few names that meet often. A number of steps refers to what is not there: both sides must refuse it. `unique` goes
 * into the names, since all histories share a broker.
 */
export function historyArbitrary(unique: string): fc.Arbitrary<Step[]> {
  const among = (...names: readonly string[]) => fc.constantFrom(...names);
  const named = (...names: readonly string[]) => among(...names.map((name) => `${name}-${unique}`));
  const consumer = named('web', 'batch', 'gateway');
  // The gateway is provider and consumer.
  const provider = named('images', 'gateway', 'accounts');
  const number = among('1', '2', '3');
  const environment = named('test', 'production');
  const more = {
    branch: fc.option(among('main', 'feat/x', 'release'), { nil: undefined, freq: 2 }),
    tags: fc.option(fc.uniqueArray(fc.oneof(among('main', 'candidate'), environment), { maxLength: 2 }), {
      nil: undefined,
      freq: 1,
    }),
  };
  const pacts = fc.dictionary(provider, among('a', 'b'), { minKeys: 1, maxKeys: 2, noNullPrototype: true });
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('publish' as const),
        consumer,
        version: number,
        pacts,
        ...more,
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('verify' as const),
        consumer,
        version: number,
        provider,
        by: number,
        success: fc.oneof(
          { weight: 3, arbitrary: fc.constant(true) },
          { weight: 1, arbitrary: fc.constant(false) },
        ),
        ...more,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('deploy' as const),
        pacticipant: fc.oneof(consumer, provider),
        version: number,
        environment,
        instance: fc.option(among('eu'), { nil: undefined, freq: 1 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('release' as const),
        pacticipant: fc.oneof(consumer, provider),
        version: number,
        environment,
      }),
    },
  );
  const creations = fc.shuffledSubarray(['test', 'production'], { minLength: 1 }).map((names) =>
    names.map(
      (name): Step => ({
        do: 'create',
        environment: `${name}-${unique}`,
        production: name === 'production',
      }),
    ),
  );
  return fc
    .tuple(creations, fc.array(step, { minLength: 8, maxLength: 24 }))
    .map(([first, rest]) => [...first, ...rest.filter(isPossible).map(withoutAbsent)]);
}

/** Nobody consumes what they provide. */
function isPossible(step: Partial<Record<string, unknown>>): boolean {
  if (step.do === 'verify') return step.consumer !== step.provider;
  return step.do !== 'publish' || !Object.keys(step.pacts as object).includes(String(step.consumer));
}

type Loose<S> = S extends Step ? { readonly [N in keyof S]: S[N] | undefined } : never;

function withoutAbsent(step: Loose<Step>): Step {
  // What was absent is left out, and nothing else.
  return Object.fromEntries(Object.entries(step).filter(([, value]) => value !== undefined)) as Step;
}
