import type { MatcherRule } from '../../exchange/matcher.ts';

/** What `explain` says about a rule. */
export type Explanation = {
  /** What it means when the rule fires. */
  readonly meaning: string;
  /** What to change where the finding is right. */
  readonly fix: string;
  /** What to do where the behaviour is wanted. */
  readonly accept: string;
  readonly example: RuleExample;
};

/** The smallest case in which a rule fires. */
export type RuleExample = {
  /** A small OpenAPI document in YAML. */
  readonly document: string;
  /** HTTP messages as text: start line, fields, an empty line, the body. Absent for rules of the document itself. */
  readonly request?: string;
  readonly response?: string;
  /** A pact's expectation instead of something that happened. */
  readonly stance?: 'expected';
  /** A matching rule of the pact, for a place in the body of one side. */
  readonly matching?: {
    readonly side: 'request' | 'response';
    readonly path: string;
    readonly rule: MatcherRule;
  };
};

const start = ['openapi: 3.1.0', "info: { title: Image search, version: '1' }"];

/** A document with one operation, `PUT /image`, from the fields of its Operation Object. */
export function operationDocument(fields: string): string {
  const indented = fields
    .trim()
    .split('\n')
    .map((line) => `      ${line}`);
  return [...start, 'paths:', '  /image:', '    put:', ...indented, ''].join('\n');
}

/** `responses` for examples that are about the request. */
export const plainResponses = `responses:
  '200': { description: changed }`;

export const putPath = `PUT /image HTTP/1.1
Content-Type: application/json

{"path":"a.jpg"}`;

export const ok = 'HTTP/1.1 200 OK\n';
