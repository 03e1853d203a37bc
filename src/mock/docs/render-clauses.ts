import type { Clause } from '../../spec/clauses.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { type Html, html } from './html.ts';

/** The statements of the documentation by the object that carries them. */
export type ClausesAt = (place: SpecPlace) => readonly Clause[];

export function indexClauses(clauses: readonly Clause[]): ClausesAt {
  const byOwner = Map.groupBy(clauses, ({ owner }) => `${owner.uri}#${owner.pointer}`);
  return ({ uri, pointer }) => byOwner.get(`${uri}#${pointer}`) ?? [];
}

/** More of them than this are behind a line that counts them, so that the page can still be looked through. */
const mostOpen = 2;

/** The statements about one object: the sentence, where it is stated, and whether it is our reading. */
export function renderClauses(clauses: readonly Clause[]): Html | undefined {
  if (clauses.length === 0) return undefined;
  if (clauses.length <= mostOpen) return listClauses(clauses);
  return html`<details><summary class="soft small">${clauses.length} statements</summary>${listClauses(clauses)}</details>`;
}

export function listClauses(clauses: readonly Clause[]): Html {
  return html`<ul class="clauses">${clauses.map(renderClause)}</ul>`;
}

function renderClause({ id, strength, text, source }: Clause): Html {
  const isAssumed = strength === 'assumed';
  return html`<li class="${strength}">${text} ${isAssumed && html`<span class="tag">assumed</span>`}
<span class="soft small"><code>${id}</code> ${source}</span></li>`;
}
