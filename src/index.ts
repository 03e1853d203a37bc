/** The engine: a document, exchanges, and what the one says about the other. Loads no mock, Pact, generator or store. */
export { type CompileOptions, compileContract } from './contract/compile.ts';
export type {
  Contract,
  Encoding,
  Example,
  MediaType,
  Operation,
  Parameter,
  ParameterStyle,
  Problem,
  RequestBody,
  Response,
  RouteMatch,
  SchemaIssue,
  SchemaPlace,
  SchemaUse,
  SecurityRequirement,
  SecurityScheme,
  Server,
  Unjudged,
  Validator,
} from './contract/contract.ts';
export type {
  DecodedBody,
  DecodedParameter,
  DecodedRequest,
  DecodedResponse,
  DecodedValue,
} from './contract/decoded.ts';
export { KitError, type KitErrorCode, kitErrorCodes } from './errors.ts';
export type {
  Exchange,
  HttpBody,
  HttpHeaders,
  HttpRequest,
  HttpResponse,
  Origin,
  Stance,
} from './exchange/exchange.ts';
export { findSecrets } from './exchange/find-secrets.ts';
export { fromFetch } from './exchange/from-fetch.ts';
export { fromHarEntry, type HarEntry } from './exchange/from-har.ts';
export { fromNode, type NodeRequest, type NodeResponse } from './exchange/from-node.ts';
export { createRedactor, type Redactor } from './exchange/redact.ts';
export type { SecretNames } from './exchange/secret-names.ts';
export { toCurl } from './exchange/to-curl.ts';
export {
  type ClauseId,
  compareFindings,
  type ExchangeLocation,
  type Finding,
  type Json,
  type OperationKey,
  type RuleId,
  ruleIds,
  type Severity,
  type SpecLocation,
  type Unchecked,
} from './finding.ts';
export type { Draft, Fault, NotChecked, Rule, RuleContext } from './rules/rule.ts';
export { rules } from './rules/rules.ts';
export type { Clause } from './spec/clauses.ts';
export type { SpecDocument, SpecFile, SpecPlace } from './spec/document.ts';
export { loadSpec } from './spec/load.ts';
export { assertExchange, type ExchangeError } from './validate/assert.ts';
export { type CheckOptions, type CheckResult, check } from './validate/check.ts';
export {
  type ClauseRow,
  type Coverage,
  createCoverage,
  type Evidence,
  type ReportCoverage,
} from './validate/coverage.ts';
export type { Side } from './validate/judge.ts';
