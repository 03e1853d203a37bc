import type { Example } from '../../contract/contract.ts';
import { type Html, html } from './html.ts';
import { type ClausesAt, renderClauses } from './render-clauses.ts';

/** Examples behind their names, closed, so that a long list stays readable; the first one is open. */
export function renderExamples(examples: readonly Example[], clausesAt: ClausesAt): Html | undefined {
  const shown = examples.filter(({ value, text }) => value !== undefined || text !== undefined);
  if (shown.length === 0) return undefined;
  return html`<div class="examples">${shown.map((example, index) => renderExample(example, index, clausesAt))}</div>`;
}

function renderExample(
  { name, summary, value, text, invalid, at }: Example,
  index: number,
  clausesAt: ClausesAt,
): Html {
  const shown = text ?? JSON.stringify(value, undefined, 2);
  const content = shown === '' ? html`<span class="soft">nothing at all</span>` : shown;
  return html`<details${index === 0 && open}><summary><code>${name || 'example'}</code> ${summary}${invalid && html` <span class="tag">invalid on purpose</span>`}</summary>
<pre><code>${content}</code></pre>${renderClauses(clausesAt(at))}</details>`;
}

const open: Html = { html: ' open' };
