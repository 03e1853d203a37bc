import type { MediaType } from '../contract/contract.ts';
import type { Finding } from '../finding.ts';

/**
 * What is wrong with a request, without its values: each broken statement by rule and place in the document, and whether
 * the value that broke it was null. A null often has an answer of its own, as "missing" has, though both break the
 * same keyword as a wrong type does.
 */
export type FaultSet = {
  /** By statement, with the kind of value. */
  readonly exact: ReadonlySet<string>;
  /** By statement alone. */
  readonly statements: ReadonlySet<string>;
};

const security = 'request-security-missing';

/**
 * The faults behind findings. Places inside the media type are relative to it: the same schema written out under two
 * media types is broken in the same way. Credentials come first: who is not let in learns nothing about the body.
 */
export function toFaultSet(
  findings: readonly Finding[],
  mediaType: MediaType | undefined,
  lacksCredential = findings.some(({ rule }) => rule === security),
): FaultSet {
  if (lacksCredential) return { exact: new Set([security]), statements: new Set([security]) };
  const [exact, statements] = [new Set<string>(), new Set<string>()];
  for (const finding of findings) {
    const statement = `${finding.rule} ${placeOf(finding, mediaType)}`;
    statements.add(statement);
    exact.add(finding.actual === null ? `${statement} null` : statement);
  }
  return { exact, statements };
}

function placeOf({ spec }: Finding, mediaType: MediaType | undefined): string {
  const pointer = spec?.pointer ?? '';
  const owner = mediaType?.at.pointer;
  return owner !== undefined && (pointer === owner || pointer.startsWith(`${owner}/`))
    ? `mediaType${pointer.slice(owner.length)}`
    : pointer;
}

/** How well documented faults explain received ones; 0 when they do not. Higher is better. */
export function compareFaults(documented: FaultSet, received: FaultSet): number {
  const { size } = documented.statements;
  if (size === 0) return 0;
  const isSame = size === received.statements.size;
  if (isSubset(documented.exact, received.exact)) return isSame ? 4000 : 2000 + size;
  if (isSubset(documented.statements, received.statements)) return isSame ? 3000 : 1000 + size;
  return 0;
}

function isSubset(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return [...part].every((item) => whole.has(item));
}
