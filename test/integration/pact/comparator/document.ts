import type { Plan } from './cases.ts';
import { type Components, hoist } from './hoist.ts';
import type { JsonObject } from './piece.ts';
import { securitySchemes } from './security.ts';

const variables = ['itemId', 'part-id'];
const refusal = {
  description: 'Refused',
  content: {
    'application/json': {
      schema: { type: 'object', properties: { code: { type: 'string' } }, required: ['code'] },
    },
  },
};

/** The OpenAPI document of a plan: its operation, and others around it that must not matter. */
export function toDocument(plan: Plan): JsonObject {
  const { version, template, server, security, global } = plan;
  const components: Components = {};
  const path = template
    .map((part, index) => part + (index < template.length - 1 ? `{${variables[index]}}` : ''))
    .join('');
  const ofPath = plan.parameters.filter(({ parameter }) => plan.shared && parameter.in === 'path');
  const item = {
    ...(ofPath.length > 0 && { parameters: ofPath.map(({ parameter }) => parameter) }),
    [plan.method.toLowerCase()]: hoist(toOperation(plan), components),
    head: { responses: { 200: { description: 'As asked' } }, security: [], ...others(plan) },
  };
  return {
    openapi: version,
    info: { title: 'Generated', version: '1' },
    servers: [{ url: server.url, ...(server.variables && { variables: server.variables }) }],
    ...(global && { security: security.security.length > 0 ? security.security : [{ headerKey: [] }] }),
    paths: {
      [path]: item,
      '/other/{anything}': {
        get: { responses: { 200: { description: 'Another' } }, parameters: [anything] },
      },
    },
    components: { schemas: components, securitySchemes, responses: { Refused: refusal } },
  };
}

const anything = { name: 'anything', in: 'path', required: true, schema: { type: 'string' } };

function others({ template, shared }: Plan): JsonObject {
  const names = shared ? [] : variables.slice(0, template.length - 1);
  return names.length > 0 ? { parameters: names.map((name) => ({ ...anything, name })) } : {};
}

function toOperation(plan: Plan): JsonObject {
  const { request, response, status, headers, security, global } = plan;
  const own = plan.parameters.filter(({ parameter }) => !(plan.shared && parameter.in === 'path'));
  const parameters = [
    ...own.map(({ parameter }) => parameter),
    ...(plan.ignored ? [{ name: 'Accept', in: 'header', required: true, schema: { type: 'string' } }] : []),
  ];
  return {
    ...(parameters.length > 0 && { parameters }),
    ...(request && {
      requestBody: { content: request.content, ...(plan.bodyRequired && { required: true }) },
    }),
    // Where security stands at the root, an operation without any overrides it.
    ...((!global || security.security.length === 0) && { security: security.security }),
    responses: {
      [status.documented]: {
        description: 'As asked',
        ...(response && { content: response.content }),
        ...(headers.length > 0 && {
          headers: Object.fromEntries(headers.map(({ parameter }) => toHeader(parameter))),
        }),
      },
      ...(plan.refusal !== 'none' && { [plan.refusal]: { $ref: '#/components/responses/Refused' } }),
    },
  };
}

/** A Header Object has neither `name` nor `in` (OpenAPI 3.1 §4.8.21). */
function toHeader({ name, in: _, ...header }: Plan['parameters'][number]['parameter']): [string, JsonObject] {
  return [name, header];
}
