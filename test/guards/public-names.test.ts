import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as conformance from '../../src/conformance/conformance.ts';
import * as index from '../../src/index.ts';
import * as pact from '../../src/pact/pact.ts';

const source = readFileSync(new URL('../../src/index.ts', import.meta.url), 'utf8');

it('lists every name on its own', () => {
  expect(source).not.toMatch(/export \*/);
});

it('offers these values', () => {
  expect(Object.keys(index).sort()).toMatchInlineSnapshot(`
    [
      "KitError",
      "assertExchange",
      "check",
      "compareFindings",
      "compileContract",
      "createCoverage",
      "createRedactor",
      "findSecrets",
      "fromFetch",
      "fromHarEntry",
      "fromNode",
      "kitErrorCodes",
      "loadSpec",
      "ruleIds",
      "rules",
      "toCurl",
    ]
  `);
});

it('offers these values for consumer contracts', () => {
  expect(Object.keys(pact).sort()).toMatchInlineSnapshot(`
    [
      "date",
      "datetime",
      "decimal",
      "defineConsumer",
      "eachLike",
      "eachValueLike",
      "exactly",
      "fromExample",
      "fromState",
      "includes",
      "integer",
      "like",
      "regex",
      "startRun",
      "time",
      "uuid",
      "verifyPacts",
    ]
  `);
});

it('offers these values for the suite of a provider', () => {
  expect(Object.keys(conformance).sort()).toMatchInlineSnapshot(`
    [
      "describeContract",
      "plan",
      "replay",
      "run",
    ]
  `);
});

it('offers these types', () => {
  const lists = [...source.matchAll(/^export (type )?\{([^}]*)\}/gm)];
  const names = lists.flatMap(([, isType, list = '']) =>
    list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && (isType !== undefined || name.startsWith('type ')))
      .map((name) => name.replace(/^type /, '')),
  );
  expect(names.sort()).toMatchInlineSnapshot(`
    [
      "CheckOptions",
      "CheckResult",
      "Clause",
      "ClauseId",
      "ClauseRow",
      "CompileOptions",
      "Contract",
      "Coverage",
      "DecodedBody",
      "DecodedParameter",
      "DecodedRequest",
      "DecodedResponse",
      "DecodedValue",
      "Draft",
      "Encoding",
      "Evidence",
      "Example",
      "Exchange",
      "ExchangeError",
      "ExchangeLocation",
      "Fault",
      "Finding",
      "HarEntry",
      "HttpBody",
      "HttpHeaders",
      "HttpRequest",
      "HttpResponse",
      "Json",
      "KitErrorCode",
      "MediaType",
      "NodeRequest",
      "NodeResponse",
      "NotChecked",
      "Operation",
      "OperationKey",
      "Origin",
      "Parameter",
      "ParameterStyle",
      "Problem",
      "Redactor",
      "ReportCoverage",
      "RequestBody",
      "Response",
      "RouteMatch",
      "Rule",
      "RuleContext",
      "RuleId",
      "SchemaIssue",
      "SchemaPlace",
      "SchemaUse",
      "SecretNames",
      "SecurityRequirement",
      "SecurityScheme",
      "Server",
      "Severity",
      "Side",
      "SpecDocument",
      "SpecFile",
      "SpecLocation",
      "SpecPlace",
      "Stance",
      "Unchecked",
      "Unjudged",
      "Validator",
    ]
  `);
});
