import type { VersionSelector } from '../deploy-answer.ts';
import type { Facts, PacticipantVersion } from './facts.ts';

/** A selector as it was asked, with what the target of the deployment adds to it. */
export type AskedSelector = VersionSelector & { readonly environment?: string };

/** `specified` in the question, `inferred` from its target, or named as to be `ignored`. */
export type SelectorRole = 'specified' | 'inferred' | 'ignored';

/** One version that a selector fits; a selector that fits many becomes as many of these (`ResolvedSelector` of the broker). */
export type ResolvedSelector = {
  readonly pacticipant: string;
  readonly asked: AskedSelector;
  readonly role: SelectorRole;
  readonly ignored: boolean;
  /** `any`: only the name was given. `none`: nothing fits. */
  readonly fits: 'any' | 'one' | 'none';
  /** What was found, or what was asked for in vain. */
  readonly version?: string;
  /** A branch that was asked for, or the main branch that was found. */
  readonly branch?: string;
  readonly oneOfMany?: boolean;
};

/** Is this version, or every version of the pacticipant, to be ignored? */
export type Ignores = (pacticipant: string, version?: string) => boolean;

/** `SelectorResolver` of the broker. */
export function resolveSelector(
  facts: Facts,
  asked: AskedSelector,
  { role, ignores }: { role: SelectorRole; ignores: Ignores },
): ResolvedSelector[] {
  const { pacticipant } = asked;
  const base = { pacticipant, asked, role };
  if (isNameOnly(asked)) {
    // Only what is to be ignored may name a pacticipant that nobody knows; the question itself was looked at before.
    const fits = role === 'ignored' && !knowsPacticipant(facts, pacticipant) ? 'none' : 'any';
    return [{ ...base, fits, ignored: ignores(pacticipant) }];
  }
  const versions = findVersions(facts, asked);
  const branch =
    asked.branch ?? (asked.mainBranch && versions.length > 0 ? mainBranchOf(facts, pacticipant) : undefined);
  const more = branch === undefined ? {} : { branch };
  if (versions.length === 0) {
    const version = asked.version === undefined ? {} : { version: asked.version };
    return [{ ...base, ...more, ...version, fits: 'none', ignored: ignores(pacticipant) }];
  }
  return versions.map(({ number }) => ({
    ...base,
    ...more,
    fits: 'one',
    version: number,
    ignored: ignores(pacticipant, number),
    oneOfMany: versions.length > 1,
  }));
}

/** The versions that everything in the selector fits, the latest one last (`Version.for_selector` of the broker). */
export function findVersions(facts: Facts, asked: AskedSelector): PacticipantVersion[] {
  const { pacticipant, version, tag, environment } = asked;
  const branch = asked.branch ?? (asked.mainBranch ? mainBranchOf(facts, pacticipant) : undefined);
  const onBranch = facts.branches.filter((one) => one.pacticipant === pacticipant && one.branch === branch);
  // The head of a branch is what was put on it last, and need not be the youngest version on it.
  const ofBranch = new Set((asked.latest ? onBranch.slice(-1) : onBranch).map(({ number }) => number));
  const tagged = new Set(
    facts.tags
      .filter((one) => one.pacticipant === pacticipant && one.tag === tag)
      .map(({ number }) => number),
  );
  const present = new Set(
    [...facts.deployments, ...facts.releases]
      .filter((one) => one.pacticipant === pacticipant && one.environment === environment)
      .map((one) => one.version),
  );
  const found = facts.versions.filter(
    (one) =>
      one.pacticipant === pacticipant &&
      (version === undefined || one.number === version) &&
      (environment === undefined || present.has(one.number)) &&
      (tag === undefined || tagged.has(one.number)) &&
      (!(asked.branch || asked.mainBranch) || ofBranch.has(one.number)),
  );
  return asked.latest ? found.slice(-1) : found;
}

/**
 * The main branch that was written down, or the first branch or tag with the name of one
 * (`auto_detect_main_branch`, `main_branch_candidates` of the broker).
 */
export function mainBranchOf(facts: Facts, pacticipant: string): string | undefined {
  const written = facts.mainBranches.get(pacticipant);
  if (written !== undefined) return written;
  return [
    ...facts.branches.map(({ branch: name, ...one }) => ({ ...one, name })),
    ...facts.tags.map(({ tag: name, ...one }) => ({ ...one, name })),
  ]
    .filter((one) => one.pacticipant === pacticipant && ['develop', 'main', 'master'].includes(one.name))
    .sort((a, b) => Date.parse(a.addedAt) - Date.parse(b.addedAt))[0]?.name;
}

/** A pacticipant is known by a version, by a pact with it, or by a file of its own. */
export function knowsPacticipant(facts: Facts, name: string): boolean {
  return listPacticipants(facts).includes(name);
}

export function listPacticipants(facts: Facts): string[] {
  const names = [
    ...facts.versions.map(({ pacticipant }) => pacticipant),
    ...facts.pacts.map(({ provider }) => provider),
    ...facts.mainBranches.keys(),
  ];
  return [...new Set(names)].sort();
}

/** Then every version of the pacticipant is meant, those to come included. */
export function isNameOnly({ pacticipant: _, ...rest }: AskedSelector): boolean {
  return Object.values(rest).every((value) => !value);
}
