import type { MediaType, Operation, Parameter, Response } from '../../contract/contract.ts';
import { listScenarios } from '../../contract/scenario.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { findAtPlace } from '../../spec/resolve.ts';
import { isObject } from '../../spec/walk.ts';
import { followSchema } from '../../validate/follow-schema.ts';
import { type Html, html, prose } from './html.ts';
import { renderClauses } from './render-clauses.ts';
import { renderExamples } from './render-examples.ts';
import { renderSchema, type SchemaPage } from './render-schema.ts';

/** The address of an operation in the page. */
export function operationId(index: number): string {
  return `operation-${index + 1}`;
}

/** Everything that the document says about one operation. */
export function renderOperation(page: SchemaPage, operation: Operation, index: number): Html {
  const { method, path, parameters, requestBody, responses, security } = operation;
  const shownPath = html`<span class="method ${method.toLowerCase()}">${method}</span> <span class="path">${path}</span>`;
  return html`<section id="${operationId(index)}"><h2>${shownPath}${operation.deprecated && html` <span class="tag deprecated">deprecated</span>`}</h2>
<p><strong>${textAt(page, operation.at, 'summary')}</strong></p>${prose(textAt(page, operation.at, 'description'))}
${renderClauses([...page.clausesAt(parentOf(operation.at)), ...page.clausesAt(operation.at)])}
${security.length > 0 && html`<h3>Credentials</h3>${renderSecurity(page, operation)}`}
${parameters.length > 0 && html`<h3>Parameters</h3>${renderParameters(page, parameters)}`}
${requestBody && html`<h3>Request body ${requestBody.required && html`<span class="tag required">required</span>`}</h3>${prose(textAt(page, requestBody.at, 'description'))}${renderClauses(page.clausesAt(requestBody.at))}${renderContent(page, requestBody.content)}`}
<h3>Responses</h3>${responses.map((response) => renderResponse(page, response))}
${renderScenarios(operation)}</section>`;
}

function renderSecurity(page: SchemaPage, { security }: Operation): Html {
  const alternatives = security.map(({ schemes }) => {
    if (schemes.length === 0) return html`<li>no credential</li>`;
    return html`<li>${schemes.map(
      (scheme, index) =>
        html`${index > 0 && ' and '}<code>${scheme.name ?? 'Authorization'}</code> (${scheme.key}: ${scheme.type}${scheme.scheme && ` ${scheme.scheme}`}${scheme.in && `, ${scheme.in}`})`,
    )}${schemes.map((scheme) => html`${prose(textAt(page, scheme.at, 'description'))}${renderClauses(page.clausesAt(scheme.at))}`)}</li>`;
  });
  return html`<p class="soft small">One of these is enough.</p><ul>${alternatives}</ul>`;
}

function renderParameters(page: SchemaPage, parameters: readonly Parameter[]): Html {
  return html`<table><thead><tr><th>Name</th><th>Where</th><th>What</th></tr></thead><tbody>${parameters.map(
    (parameter) => {
      const schema = parameter.schema ?? parameter.mediaType?.schema;
      return html`<tr><td><span class="name">${parameter.name}</span></td><td>${parameter.in} ${parameter.required && html`<span class="tag required">required</span>`}</td>
<td>${prose(textAt(page, parameter.at, 'description'))}${schema && renderSchema(page, schema)}${renderClauses(page.clausesAt(parameter.at))}${renderExamples(parameter.examples, page.clausesAt)}</td></tr>`;
    },
  )}</tbody></table>`;
}

function renderContent(page: SchemaPage, content: readonly MediaType[]): readonly Html[] {
  return content.map(({ name, schema, examples, at }, index) => {
    const twin = content.slice(0, index).find((other) => isSameSchema(page, other, schema));
    const shown = twin
      ? html`<p class="soft">The same schema as ${twin.name}.</p>`
      : schema && renderSchema(page, schema);
    return html`<h4><code>${name}</code></h4>${shown}${renderClauses(page.clausesAt(at))}${renderExamples(examples, page.clausesAt)}`;
  });
}

function isSameSchema({ document }: SchemaPage, other: MediaType, schema: MediaType['schema']): boolean {
  const found = followSchema(document, schema);
  return found !== undefined && followSchema(document, other.schema) === found;
}

function renderResponse(page: SchemaPage, { status, description, headers, content, at }: Response): Html {
  const isGood = status.startsWith('2');
  const names = headers.map(({ name }) => name).join(', ');
  return html`<details class="response"${isGood && open}><summary><span class="status ${isGood ? 'ok' : 'bad'}">${status}</span> ${description}</summary>
${renderClauses(page.clausesAt(at))}${headers.length > 0 && html`<h4>Headers</h4>${renderParameters(page, headers)}`}${renderContent(page, content)}
${content.length === 0 && html`<p class="soft">No body${names && ', headers only'}.</p>`}</details>`;
}

const open: Html = { html: ' open' };

/** Requests that the mock answers by their content. */
function renderScenarios(operation: Operation): Html | undefined {
  const scenarios = listScenarios(operation);
  if (scenarios.length === 0) return undefined;
  return html`<h3>Scenarios</h3><p class="soft small">The mock answers a request that has the content or the fault of one of these with its response.</p>
<table><thead><tr><th>Name</th><th>Request</th><th>Answer</th></tr></thead><tbody>${scenarios.map(
    ({ name, request, response }) =>
      html`<tr><td><code>${name}</code></td><td>${request.body?.summary ?? request.parameters.find(({ example }) => example.name === name)?.example.summary}</td><td><span class="status ${response.status.startsWith('2') ? 'ok' : 'bad'}">${response.status}</span> ${response.outcome.map(({ value }) => html`<code>${String(value)}</code> `)}</td></tr>`,
  )}</tbody></table>`;
}

/** The path item, which may carry statements about its path. */
function parentOf({ uri, pointer }: SpecPlace): SpecPlace {
  return { uri, pointer: pointer.slice(0, pointer.lastIndexOf('/')) };
}

function textAt({ document }: SchemaPage, place: SpecPlace, field: string): string | undefined {
  const value = findAtPlace(document, place);
  const text = isObject(value) ? value[field] : undefined;
  return typeof text === 'string' ? text : undefined;
}
