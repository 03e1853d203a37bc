import fc from 'fast-check';
import { deploy, publish, release, type Step, verify } from '../../unit/pact/offline/history.ts';

/**
 * Histories of few names that meet often. Some steps speak of what is not there: a broker and a folder must refuse the same ones.
 * `unique` goes into the names, since all histories share a broker.
 */
export function historyArbitrary(unique: string): fc.Arbitrary<Step[]> {
  const named = (...names: readonly string[]) => fc.constantFrom(...names.map((name) => `${name}-${unique}`));
  const consumer = named('web', 'batch', 'gateway');
  // The gateway is provider and consumer.
  const provider = named('images', 'gateway', 'accounts');
  const version = fc.constantFrom('1', '2', '3');
  const environment = named('test', 'production');
  const branch = fc.option(fc.constantFrom('main', 'feat/x', 'release'), { nil: undefined, freq: 2 });
  const tag = fc.oneof(fc.constantFrom('main', 'candidate'), environment);
  const build = fc
    .tuple(branch, fc.oneof(fc.constant([]), fc.uniqueArray(tag, { minLength: 1, maxLength: 2 })))
    .map(([name, tags]) => ({
      ...(name !== undefined && { branch: name }),
      ...(tags.length > 0 && { tags }),
    }));
  const content = fc.constantFrom('a', 'b');
  const pacts = fc.dictionary(provider, content, { minKeys: 1, maxKeys: 2, noNullPrototype: true });
  const success = fc.constantFrom(true, true, true, false);
  const instance = fc.constantFrom(undefined, undefined, 'eu');
  // Nine of ten speak of a pact, or a version, that was published or verified before.
  const pick = fc.option(fc.nat(), { freq: 9 });

  const intent: fc.Arbitrary<Intent> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(consumer, version, pacts, build).map(([name, number, contents, more]): Intent => {
        const others = Object.entries(contents).filter(([other]) => other !== name);
        return () => publish(name, number, Object.fromEntries(others), more);
      }),
    },
    {
      weight: 6,
      arbitrary: fc.tuple(pick, consumer, version, provider, version, success, build).map(
        ([index, name, number, other, by, verdict, more]): Intent =>
          (steps) => {
            const [of, at, provides] = pickFrom(listPacts(steps), index) ?? [name, number, other];
            return verify([of, at], [provides, by], verdict, more);
          },
      ),
    },
    {
      weight: 4,
      arbitrary: fc.tuple(pick, provider, version, environment, instance, fc.nat(3)).map(
        ([index, name, number, where, which, kind]): Intent =>
          (steps) => {
            const [what, at] = pickFrom(listVersions(steps), index) ?? [name, number];
            return kind === 0 ? release(what, at, where) : deploy(what, at, where, which);
          },
      ),
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
  return fc.tuple(creations, fc.array(intent, { minLength: 10, maxLength: 24 })).map(([first, intents]) => {
    const steps = [...first];
    for (const toStep of intents) steps.push(...[toStep(steps)].filter(isMeaningful));
    return steps;
  });
}

/** A step that depends on those before it. */
type Intent = (steps: readonly Step[]) => Step;

function listPacts(
  steps: readonly Step[],
): (readonly [consumer: string, version: string, provider: string])[] {
  return steps.flatMap((step) =>
    step.do === 'publish'
      ? Object.keys(step.pacts).map((provider) => [step.consumer, step.version, provider] as const)
      : [],
  );
}

function listVersions(steps: readonly Step[]): (readonly [pacticipant: string, version: string])[] {
  return steps.flatMap((step) => {
    if (step.do === 'publish') return [[step.consumer, step.version] as const];
    return step.do === 'verify' ? [[step.provider, step.by] as const] : [];
  });
}

function pickFrom<T>(items: readonly T[], index: number | null): T | undefined {
  return index === null ? undefined : items[index % items.length];
}

/** Nobody consumes what they provide, and to publish nothing is no step. */
function isMeaningful(step: Step): boolean {
  if (step.do === 'publish') return Object.keys(step.pacts).length > 0;
  return step.do !== 'verify' || step.consumer !== step.provider;
}
