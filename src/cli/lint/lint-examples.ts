import type { Contract, Example, SchemaIssue, Validator } from '../../contract/contract.ts';
import { decodeBody } from '../../contract/decode-body.ts';
import type { DecodedValue } from '../../contract/decoded.ts';
import { type ListedExample, listExamples } from '../../contract/list-examples.ts';
import type { Finding, Json, Unchecked } from '../../finding.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { locate } from '../../spec/locate.ts';
import { joinPointer } from '../../spec/pointer.ts';
import { findAtPlace } from '../../spec/resolve.ts';
import { isObject } from '../../spec/walk.ts';
import { type LintResult, toDocumentFinding } from './document-finding.ts';

/**
 * Every example of a contract against its schema. An example with `x-invalid: true` must break it, all others must fit:
 * the one is the request of a negative scenario, the others are what readers copy.
 */
export function lintExamples(contract: Contract): LintResult {
  const findings: Finding[] = [];
  const unchecked: Unchecked[] = [];
  let checked = 0;
  for (const listed of listExamples(contract)) {
    const judged = judge(contract, listed);
    if (judged.kind === 'nothing') continue;
    if (judged.kind === 'unchecked') {
      const place = locate(contract.document, listed.example.at);
      unchecked.push({ reason: `an example cannot be checked: ${judged.reason}`, spec: place });
      continue;
    }
    checked += 1;
    findings.push(...toFindings(contract, listed, judged));
  }
  return { findings: unique(findings), unchecked, checked };
}

type Judged =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unchecked'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'judged'; readonly issues: readonly SchemaIssue[] };

function judge(contract: Contract, listed: ListedExample): Judged {
  const read = readExample(contract, listed);
  if (read.state === 'absent') return { kind: 'nothing' };
  if (read.state !== 'present') return { kind: read.state, reason: read.reason };
  const validators = listed.directions.map((direction) =>
    contract.validator(listed.schema, { direction, stance: 'observed' }),
  );
  // A schema that cannot be judged is told once, as a schema.
  const usable = validators.filter((validator) => validator.kind === 'validator');
  if (usable.length < validators.length) return { kind: 'nothing' };
  return judgeValue(usable, read.candidates);
}

/** Right when the value fits in one of its readings and directions, else as the reading with the fewest faults tells. */
function judgeValue(validators: readonly Usable[], candidates: readonly Json[]): Judged {
  const judged = validators.flatMap((validator) =>
    candidates.map((candidate) => ({ validator, candidate, issues: validator.explain(candidate) })),
  );
  if (judged.some(({ validator, candidate }) => validator.isValid(candidate)))
    return { kind: 'judged', issues: [] };
  const doubtful = judged.find(({ issues }) => issues.length === 0);
  if (doubtful) {
    const [gap] = doubtful.validator.unjudged(doubtful.candidate);
    return { kind: 'unchecked', reason: gap?.reason ?? 'it is neither right nor wrong by its schema' };
  }
  const [first, ...others] = judged.map(({ issues }) => issues);
  const issues = others.reduce((fewest, next) => (next.length < fewest.length ? next : fewest), first ?? []);
  return { kind: 'judged', issues };
}

type Usable = Extract<Validator, { kind: 'validator' }>;

/** The value as its media type reads it; a plain value, as of a parameter, is what it is. */
function readExample(contract: Contract, { example, mediaType }: ListedExample): DecodedValue {
  const { value, text } = example;
  if (mediaType === undefined) {
    return value === undefined ? { state: 'absent' } : { state: 'present', candidates: [value] };
  }
  const source = { document: contract.document, mediaType, contentType: mediaType.name };
  if (text !== undefined) return decodeBody({ ...source, body: { kind: 'text', text } });
  if (value !== undefined) return decodeBody({ ...source, body: { kind: 'json', value } });
  return { state: 'absent' };
}

function toFindings(
  contract: Contract,
  { example }: ListedExample,
  judged: Exclude<Judged, { kind: 'nothing' | 'unchecked' }>,
): Finding[] {
  const { document } = contract;
  const name = example.name === '' ? 'the example' : `the example ${example.name}`;
  const fits = judged.kind === 'judged' && judged.issues.length === 0;
  if (example.invalid && !fits) return [];
  if (example.invalid) {
    const message = `${name} is marked x-invalid and fits its schema`;
    const hint = 'take x-invalid away, or make the value break the schema';
    return [toDocumentFinding(document, example.at, { rule: 'document-example-schema', message, hint })];
  }
  const hint = 'mend the example or its schema; x-invalid: true marks an example that breaks it on purpose';
  if (judged.kind === 'unreadable') {
    const message = `${name} cannot be read as its media type: ${judged.reason}`;
    return [toDocumentFinding(document, example.at, { rule: 'document-example-schema', message, hint })];
  }
  return judged.issues.map((issue) =>
    toDocumentFinding(document, valueIn(contract, example, issue.pointer), {
      rule: 'document-example-schema',
      message: `${name}: ${issue.pointer === '' ? 'the value' : issue.pointer} ${issue.message}`,
      expected: issue.expected,
      ...(issue.actual !== undefined && { actual: issue.actual }),
      hint,
    }),
  );
}

/** Where a part of an example's value stands: an Example Object keeps it in a member, a plain example is it. */
function valueIn(contract: Contract, { at, text }: Example, pointer: string): SpecPlace {
  if (text !== undefined) return at;
  const holder = findAtPlace(contract.document, at);
  const member = isObject(holder)
    ? ['value', 'dataValue'].find((key) => holder[key] !== undefined)
    : undefined;
  const isExampleObject =
    member !== undefined && /\/examples\/[^/]+$/.test(at.pointer) && !/\/\d+$/.test(at.pointer);
  return { ...at, pointer: `${isExampleObject ? joinPointer(at.pointer, member) : at.pointer}${pointer}` };
}

/** The same example is listed for each place that refers to it. */
function unique(findings: readonly Finding[]): Finding[] {
  return [
    ...new Map(findings.map((finding) => [`${finding.fingerprint} ${finding.message}`, finding])).values(),
  ];
}
