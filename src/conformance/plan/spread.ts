import type { CaseDraft } from './case-draft.ts';

/** So many drafts are looked at; a schema that has more is no schema that anybody wrote by hand. */
const mostDrafts = 30_000;

/** So many cases look at values that nothing in the document speaks of; more tell little about the document. */
const mostTentative = 160;

/** More cases of one phase are spread over the places and keywords of the request. */
const mostInOrder = 500;

/**
 * The drafts of a phase in the order in which they are worth their requests: as they come while there are few of them; else one
 * of each place and keyword in turn, so that a limit cuts no place off. Values that nobody speaks of are thinned out in the
 * same way.
 */
export function spread(drafts: Iterable<CaseDraft>): readonly CaseDraft[] {
  const all: CaseDraft[] = [];
  for (const draft of drafts) {
    all.push(draft);
    if (all.length >= mostDrafts) break;
  }
  const tentative = new Set(takeTurns(all.filter(isTentative)).slice(0, mostTentative));
  const kept = all.filter((draft) => !isTentative(draft) || tentative.has(draft));
  return kept.length > mostInOrder ? takeTurns(kept) : kept;
}

function isTentative({ claim }: CaseDraft): boolean {
  return claim.kind === 'valid' && claim.tentative === true;
}

/** What shows most comes first: a value that has to be refused, then a limit itself. */
function worthOf({ claim, relation }: CaseDraft): number {
  if (claim.kind !== 'valid') return 0;
  return relation === 'on' ? 1 : 2;
}

/** The best one of each place and keyword, then the second of each, and so on. */
function takeTurns(drafts: readonly CaseDraft[]): readonly CaseDraft[] {
  const groups = Map.groupBy(drafts, ({ pointer, keyword }) => `${pointer} ${keyword}`);
  const turns: CaseDraft[][] = [];
  for (const group of groups.values())
    for (const [turn, draft] of group.toSorted((a, b) => worthOf(a) - worthOf(b)).entries()) {
      const round = turns[turn] ?? [];
      turns[turn] = round;
      round.push(draft);
    }
  return turns.flat();
}
