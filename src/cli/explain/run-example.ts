import { compileContract } from '../../contract/compile.ts';
import type { Exchange, HttpBody, HttpHeaders } from '../../exchange/exchange.ts';
import type { Matcher } from '../../exchange/matcher.ts';
import { parseMatcherPath } from '../../exchange/matcher-path.ts';
import type { Finding } from '../../finding.ts';
import type { SpecDocument } from '../../spec/document.ts';
import { parseSpec } from '../../spec/parse.ts';
import { isObject } from '../../spec/walk.ts';
import { check } from '../../validate/check.ts';
import { lintClauses } from '../lint/lint-clauses.ts';
import { lintExamples } from '../lint/lint-examples.ts';
import { lintSchemas } from '../lint/lint-schemas.ts';
import { lintStructure } from '../lint/lint-structure.ts';
import type { RuleExample } from './explanation.ts';

const uri = 'file:///openapi.yaml';

/** What the engine itself says about an example; what only a sender can judge is not among it. */
export function runExample(example: RuleExample): readonly Finding[] {
  const document = toDocument(example.document);
  if (example.request === undefined) return lintAll(document);
  return check(compileContract(document), toExchange(example)).findings;
}

function lintAll(document: SpecDocument): Finding[] {
  const structure = lintStructure(document).findings;
  if (structure.length > 0) return [...structure];
  const contract = compileContract(document);
  const results = [lintSchemas(contract), lintExamples(contract), lintClauses(document)];
  return results.flatMap(({ findings }) => findings);
}

function toDocument(text: string): SpecDocument {
  const data = parseSpec(text, 'openapi.yaml');
  const root = isObject(data) ? data : {};
  return { uri, root, files: new Map([[uri, { uri, name: 'openapi.yaml', text, data }]]), digest: '' };
}

function toExchange({ request = '', response, stance, matching }: RuleExample): Exchange {
  const [method = '', url = ''] = startOf(request);
  const answer =
    response === undefined ? undefined : { status: Number(startOf(response)[1]), ...toMessage(response) };
  return {
    stance: stance ?? 'observed',
    request: { method, url, ...toMessage(request), ...toMatchers(matching, 'request') },
    ...(answer && { response: { ...answer, ...toMatchers(matching, 'response') } }),
    origin: { source: 'test' },
  };
}

function toMatchers(
  matching: RuleExample['matching'],
  side: 'request' | 'response',
): { matchers?: readonly Matcher[] } {
  if (matching?.side !== side) return {};
  const path = parseMatcherPath(matching.path) ?? [];
  return { matchers: [{ part: 'body', path, combine: 'AND', rules: [matching.rule], pointer: '' }] };
}

/** The words of a start line (RFC 9112 §2.1). */
function startOf(message: string): string[] {
  return (message.split('\n', 1)[0] ?? '').split(' ');
}

function toMessage(message: string): { headers: HttpHeaders; body?: HttpBody } {
  const [head = '', ...rest] = message.split('\n\n');
  const fields = head
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]);
  const text = rest.join('\n\n');
  return { headers: Object.fromEntries(fields), ...(text !== '' && { body: { kind: 'text', text } }) };
}
