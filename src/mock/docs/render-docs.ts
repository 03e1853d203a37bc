import type { Contract } from '../../contract/contract.ts';
import { isObject } from '../../spec/walk.ts';
import { type Html, html, prose } from './html.ts';
import { indexClauses, listClauses } from './render-clauses.ts';
import { operationId, renderOperation } from './render-operation.ts';
import { style } from './style.ts';

/**
 * A document as one page that needs nothing else: no script, no font, no network. Whatever stands in the document is
 * shown as text.
 */
export function renderDocs(contract: Contract): string {
  const { title, version, operations, clauses, document } = contract;
  const info = isObject(document.root.info) ? document.root.info : {};
  const page = { document, clausesAt: indexClauses(clauses) };
  const sections = operations.map((operation, index) => renderOperation(page, operation, index));
  const whole = html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${{ html: style }}</style></head>
<body>
<header><h1>${title}</h1><p class="soft small">Version ${version}, ${operations.length} ${operations.length === 1 ? 'operation' : 'operations'}</p>${prose(textOf(info.description))}</header>
<nav aria-label="Operations"><ul>${operations.map(
    ({ method, path }, index) =>
      html`<li><a href="#${operationId(index)}"><span class="method ${method.toLowerCase()}">${method}</span> <span class="path">${path}</span></a></li>`,
  )}${clauses.length > 0 && html`<li><a href="#statements">All ${clauses.length} statements</a></li>`}</ul></nav>
<main>${sections}
${clauses.length > 0 && renderStatements(contract)}</main>
</body>
</html>
`;
  return whole.html;
}

function renderStatements({ clauses }: Contract): Html {
  const assumed = clauses.filter(({ strength }) => strength === 'assumed').length;
  return html`<section id="statements"><h2>All statements</h2><p class="soft">${clauses.length - assumed} are documented; ${assumed} are our reading where the sources are silent.</p>${listClauses(clauses)}</section>`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
