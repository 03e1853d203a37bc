import type { DeployQuestion } from '../../../../src/pact/deploy-answer.ts';

/** One thing that happens to a Pact Broker, or to the folder that stands in for one. */
export type Step =
  | {
      readonly do: 'publish';
      readonly consumer: string;
      readonly version: string;
      /** What is in the pact with each provider: equal names are equal contents. */
      readonly pacts: Readonly<Record<string, string>>;
      readonly branch?: string;
      readonly tags?: readonly string[];
    }
  | {
      readonly do: 'verify';
      readonly consumer: string;
      readonly version: string;
      readonly provider: string;
      readonly by: string;
      readonly success: boolean;
      readonly branch?: string;
      readonly tags?: readonly string[];
    }
  | { readonly do: 'create'; readonly environment: string; readonly production: boolean }
  | {
      readonly do: 'deploy';
      readonly pacticipant: string;
      readonly version: string;
      readonly environment: string;
      readonly instance?: string;
    }
  | {
      readonly do: 'release';
      readonly pacticipant: string;
      readonly version: string;
      readonly environment: string;
    };

/** Short forms, for tables. */
export const publish = (
  consumer: string,
  version: string,
  pacts: Readonly<Record<string, string>>,
  more: { branch?: string; tags?: readonly string[] } = {},
): Step => ({ do: 'publish', consumer, version, pacts, ...more });

export const verify = (
  [consumer, version]: readonly [string, string],
  [provider, by]: readonly [string, string],
  success: boolean,
  more: { branch?: string; tags?: readonly string[] } = {},
): Step => ({ do: 'verify', consumer, version, provider, by, success, ...more });

export const create = (environment: string): Step => ({ do: 'create', environment, production: false });

export const deploy = (
  pacticipant: string,
  version: string,
  environment: string,
  instance?: string,
): Step => ({
  do: 'deploy',
  pacticipant,
  version,
  environment,
  ...(instance === undefined ? {} : { instance }),
});

export const release = (pacticipant: string, version: string, environment: string): Step => ({
  do: 'release',
  pacticipant,
  version,
  environment,
});

/** A pact of specification 4 whose interaction is called as its content. */
export function toPactText(consumer: string, provider: string, content: string): string {
  const interaction = {
    type: 'Synchronous/HTTP',
    description: content,
    request: { method: 'GET', path: '/' },
    response: { status: 200 },
  };
  const pact = {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: [interaction],
    metadata: { pactSpecification: { version: '4.0' } },
  };
  return `${JSON.stringify(pact, null, 2)}\n`;
}

/** Everything that can be asked after a history: each version, each way to name one, each way to say where it shall go. */
export function listQuestions(steps: readonly Step[]): DeployQuestion[] {
  const places = steps.flatMap(toPlaces);
  const versions = new Map<string, Set<string>>();
  for (const [name, version] of places) {
    const known = versions.get(name) ?? new Set();
    if (version !== undefined) known.add(version);
    versions.set(name, known);
  }
  const environments = unique(steps.map((step) => ('environment' in step ? step.environment : undefined)));
  const branches = unique(steps.map((step) => ('branch' in step ? step.branch : undefined)));
  const tags = unique(steps.flatMap((step) => ('tags' in step ? (step.tags ?? []) : [])));
  const names = [...versions.keys()];
  const targets = [
    ...environments.map((environment) => ({ to: { environment } })),
    ...tags.map((tag) => ({ to: { tag } })),
    {},
  ];
  const selectors = [...versions].flatMap(([pacticipant, numbers]) => [
    ...[...numbers, 'nowhere'].map((version) => ({ pacticipant, version })),
    { pacticipant, latest: true },
    { pacticipant, mainBranch: true },
    { pacticipant },
    ...branches.flatMap((branch) => [
      { pacticipant, branch },
      { pacticipant, branch, latest: true },
    ]),
    ...tags.flatMap((tag) => [
      { pacticipant, tag },
      { pacticipant, tag, latest: true },
    ]),
  ]);
  const single = selectors.flatMap((selector) =>
    targets.map((target) => ({ selectors: [selector], ...target })),
  );
  const all = [...versions].map(([pacticipant, numbers]) =>
    [...numbers].map((version) => ({ pacticipant, version })),
  );
  const pairs = all.flatMap((ones, index) =>
    all.slice(index + 1).flatMap((others) =>
      ones.flatMap((one) =>
        others.map((other) => ({
          selectors: [one, other],
          ...targets[(index + others.length) % targets.length],
        })),
      ),
    ),
  );
  const ignoring = all.flat().map((selector, index) => ({
    selectors: [selector],
    ...targets[index % targets.length],
    ignore: names.filter((name) => name !== selector.pacticipant).map((pacticipant) => ({ pacticipant })),
  }));
  return [...single, ...pairs, ...ignoring];
}

function toPlaces(step: Step): (readonly [name: string, version?: string])[] {
  switch (step.do) {
    case 'publish':
      return [
        [step.consumer, step.version],
        ...Object.keys(step.pacts).map((provider) => [provider] as const),
      ];
    case 'verify':
      return [[step.provider, step.by]];
    case 'deploy':
    case 'release':
      return [[step.pacticipant, step.version]];
    case 'create':
      return [];
    default:
      return step satisfies never;
  }
}

function unique(names: readonly (string | undefined)[]): string[] {
  return [...new Set(names)].filter((name) => name !== undefined);
}
