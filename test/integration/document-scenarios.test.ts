import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileContract } from '../../src/contract/compile.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { listScenarios, type Scenario } from '../../src/contract/scenario.ts';
import type { HttpBody, HttpHeaders, HttpRequest } from '../../src/exchange/exchange.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { findClause } from '../../src/spec/read-clauses.ts';
import { check } from '../../src/validate/check.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [imagesearch, iam] = await Promise.all(
  ['imagesearch', 'iam'].map(async (name) =>
    compileContract(await loadSpec(`openapi/${name}.yaml`, { cwd: root })),
  ),
);
if (!imagesearch || !iam) throw new Error('two documents were loaded');

describe('the scenario pairs of openapi/imagesearch.yaml', () => {
  const scenarios = imagesearch.operations.flatMap((operation) => listScenarios(operation));

  it('expect these answers, as surely as the sources state them', () => {
    expect(
      Object.fromEntries(scenarios.map((scenario) => [scenario.name, describeAnswer(imagesearch, scenario)])),
    ).toEqual({
      modified: '200 documented',
      'path-missing': '400 documented, IS.0003 documented',
      'path-null': '400 documented, IS.0003 documented',
      'path-wrong-type': '400 documented, IS.0002 assumed',
      'path-empty': '400 assumed, IS.0003 assumed',
      'tags-missing': '400 documented, IS.0003 assumed',
      'tags-null': '400 documented, IS.0003 assumed',
      'tags-wrong-type': '400 documented, IS.0002 assumed',
      'tag-value-wrong-type': '400 assumed, IS.0002 assumed',
      'body-missing': '400 documented, IS.0001 assumed',
      'json-malformed': '400 documented, IS.0008 documented',
      'instance-unknown': '400 documented, IS.0007 assumed',
      'tag-undeclared': '400 documented, IS.0002 assumed',
      'image-unknown': '400 assumed, IS.0016 assumed',
      'token-missing': '401 assumed, APIGW.0301 assumed',
      'token-invalid': '401 assumed, APIGW.0301 assumed',
      'token-expired': '401 assumed, APIGW.0307 assumed',
    });
  });

  it('send a credential but for those about it', () => {
    const others = scenarios.filter(({ request }) => request.credentials !== 'valid');
    expect(Object.fromEntries(others.map(({ name, request }) => [name, request.credentials]))).toEqual({
      'token-missing': 'none',
      'token-invalid': 'invalid',
      'token-expired': 'expired',
    });
  });

  it('send the example instance, project and body where their name gives no other', () => {
    const target = '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/test-instance/image';
    const others = scenarios.filter((scenario) => toRequest(scenario).url !== target);
    expect(others.map((scenario) => [scenario.name, toRequest(scenario).url])).toEqual([
      ['instance-unknown', '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/no-such-instance/image'],
    ]);
  });
});

it('the scenario pairs of openapi/iam.yaml expect these answers', () => {
  const scenarios = iam.operations.flatMap((operation) => listScenarios(operation));
  expect(
    Object.fromEntries(scenarios.map((scenario) => [scenario.name, describeAnswer(iam, scenario)])),
  ).toEqual({
    'project-scope': '201 documented',
    'json-malformed': '400 documented',
    'auth-missing': '400 documented',
    'password-missing': '400 assumed',
    'password-wrong': '401 documented',
    'project-unknown': '404 assumed',
  });
});

describe.each([imagesearch, iam])('$title', (contract) => {
  it('has nothing that the kit cannot judge', () => {
    expect(contract.problems).toEqual([]);
  });

  const scenarios = contract.operations.flatMap((operation) => listScenarios(operation));
  it.each(scenarios)('answers $name with what it documents', (scenario) => {
    const { status, mediaType, example } = scenario.response;
    const headers: HttpHeaders = {
      'content-type': mediaType.name,
      'x-subject-token': 'MIIatAYJKoZIhvcNAQcC',
    };
    const body: HttpBody = { kind: 'json', value: example.value ?? null };
    const response = { status: Number(status), headers, body };
    const exchange = {
      stance: 'observed',
      request: toRequest(scenario),
      response,
      origin: { source: 'test' },
    } as const;
    const { findings, unchecked } = check(contract, exchange);
    expect(findings.filter(({ at }) => at?.side === 'response')).toEqual([]);
    expect(unchecked).toEqual([]);
    const broken = scenario.request.body?.invalid === true || scenario.request.credentials === 'none';
    expect(findings.length > 0).toBe(broken);
  });
});

function describeAnswer({ clauses }: Contract, { response }: Scenario): string {
  const strength = (place: { uri: string; pointer: string }) =>
    findClause(clauses, place)?.strength ?? 'unstated';
  const parts = [`${response.status} ${strength(response.example.at)}`];
  for (const { value, at } of response.outcome) parts.push(`${String(value)} ${strength(at)}`);
  return parts.join(', ');
}

function toRequest({ operation, request }: Scenario): HttpRequest {
  let url = operation.path;
  const query = new URLSearchParams();
  for (const { parameter, value } of request.parameters) {
    if (parameter.in === 'path') url = url.replace(`{${parameter.name}}`, encodeURIComponent(String(value)));
    else query.set(parameter.name, String(value));
  }
  if (query.size > 0) url += `?${query}`;
  const { body, credentials, mediaType } = request;
  const headers: HttpHeaders = {
    ...(mediaType && { 'content-type': mediaType.name }),
    ...(credentials !== 'none' && { 'x-auth-token': 'MIIatAYJKoZIhvcNAQcC' }),
  };
  const base = { method: operation.method, url, headers };
  if (!body || body.text === '') return base;
  const text = body.text ?? JSON.stringify(body.value);
  return { ...base, body: { kind: 'text', text } };
}
