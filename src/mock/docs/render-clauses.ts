import type { Clause } from '../../spec/clauses.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { type Html, html } from './html.ts';

/** The statements of the documentation by the object that carries them. */
export type ClausesAt = (place: SpecPlace) => readonly Clause[];

export function indexClauses(clauses: readonly Clause[]): ClausesAt {
  const byOwner = Map.groupBy(clauses, ({ owner }) => `${owner.uri}#${owner.pointer}`);
  return ({ uri, pointer }) => byOwner.get(`${uri}#${pointer}`) ?? [];
}

/** The statements about one object: the sentence, where it is stated, and whether it is ours. */
export function renderClauses(clauses: readonly Clause[]): Html | undefined {
  if (clauses.length === 0) return undefined;
  return html`<ul class="clauses">${clauses.map(renderClause)}</ul>`;
}

function renderClause({ id, strength, text, source }: Clause): Html {
  const isAssumed = strength === 'assumed';
  return html`<li class="${strength}">${text} ${isAssumed && html`<span class="tag">assumed</span>`}
<span class="soft small"><code>${id}</code> ${source}</span></li>`;
}
