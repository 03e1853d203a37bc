import type { MediaType, SchemaIssue, SchemaUse, Validator } from '../../contract/contract.ts';
import type { DecodedBody } from '../../contract/decoded.ts';
import { bodyKindOf, type ParsedMediaType, parseMediaType } from '../../contract/media-type.ts';
import type { HttpBody } from '../../exchange/exchange.ts';
import type { Matcher } from '../../exchange/matcher.ts';
import type { Json } from '../../finding.ts';
import type { Draft, RuleContext } from '../rule.ts';
import { acceptsAll, type ValueForm } from './accepts.ts';
import { tryKeys } from './each-key.ts';
import { tryLengths } from './list-length.ts';
import { expandMatchers, findSites, type Site, selectMatcher } from './select.ts';
import { substitute, substituteAlone } from './substitute.ts';
import { toMatcherFault } from './to-draft.ts';
import { type Deviation, type Trial, tryWitnesses } from './try-witnesses.ts';

/** A body with what is known of it. */
export type MatchedBody = {
  readonly direction: SchemaUse['direction'];
  readonly decoded: DecodedBody;
  readonly body: HttpBody | undefined;
  readonly mediaType: MediaType | undefined;
  /** The media type as it was sent. */
  readonly contentType: string | undefined;
  /** Those of the body only. */
  readonly matchers: readonly Matcher[];
};

/** A body that matchers can be judged on: one value, and how values in it are compared. */
export type ReadBody = { readonly example: Json; readonly form: ValueForm };

/** Undefined where there is no body; a string says why matchers cannot be judged on it. */
export function readBody({
  decoded,
  body,
  mediaType,
  contentType,
}: MatchedBody): ReadBody | string | undefined {
  if (decoded.state !== 'present') return undefined;
  const parsed = parseMediaType(contentType ?? mediaType?.name ?? '');
  const kind = parsed ? bodyKindOf(parsed) : 'json';
  const [example] = decoded.candidates;
  if (example === undefined || decoded.candidates.length > 1) return unjudged(parsed);
  if (kind === 'json' || body?.kind === 'json') return { example, form: 'json' };
  if (kind === 'text') return { example, form: 'text' };
  return unjudged(parsed);
}

function unjudged(parsed: ParsedMediaType | undefined): string {
  const name = parsed ? `${parsed.type}/${parsed.subtype}` : 'an unknown media type';
  return `matchers in a body of ${name} are not judged`;
}

type Judged = {
  readonly validator: Extract<Validator, { kind: 'validator' }>;
  readonly example: Json;
  readonly form: ValueForm;
  readonly matchers: readonly Matcher[];
  /** What breaks in the example itself: for other rules to tell. */
  readonly before: readonly SchemaIssue[];
};

/** Whether the matchers of a body accept what its schema does not allow. */
export function judgeBody(context: RuleContext, body: MatchedBody): readonly Draft[] {
  const read = readBody(body);
  const schema = body.mediaType?.schema;
  if (read === undefined || !schema) return [];
  if (typeof read === 'string') return [{ kind: 'unchecked', reason: read, pointer: '/body', place: schema }];
  // Of a value that cannot be judged, the rule of its schema tells.
  const validator = context.contract.validator(schema, { direction: body.direction, stance: 'expected' });
  if (validator.kind === 'uncheckable') return [];
  const matchers = expandMatchers(body.matchers);
  const before = validator.explain(read.example);
  const judged: Judged = { validator, ...read, matchers, before };
  const subject = `${body.direction} body`;
  const told = new Set<string>();
  const isNew = ({ issue }: Deviation<SchemaIssue>) => {
    // The items of a list have one matcher and one schema.
    const key = JSON.stringify([issue.at, issue.pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')]);
    return !told.has(key) && told.add(key) !== undefined;
  };
  return findSites(read.example, matchers).flatMap((site) => {
    const { deviations, reasons } = judgeSite(judged, site);
    return toDrafts(
      context,
      { deviations: deviations.filter(isNew), reasons },
      { subject, site, place: schema },
    );
  });
}

function judgeSite(judged: Judged, site: Site): Trial<SchemaIssue> {
  const { before, form } = judged;
  const judge = (value: Json) => issuesOf(judged, site, value);
  const own = before.filter((issue) => isWithin(issue.pointer, site.pointer));
  const lengths = tryLengths(site, judge).filter(({ issue }) => !own.some((known) => isSame(known, issue)));
  const { rules, combine, example } = site;
  // A broken example, and one that its matcher refuses, are for other rules to tell.
  const isOther = own.length > 0 || acceptsAll(rules, combine, { example, value: example, form }) === false;
  const trials = isOther ? [] : [tryWitnesses({ ...site, form }, judge), ...tryKeys(site, judge)];
  return {
    deviations: [...lengths, ...trials.flatMap(({ deviations }) => deviations)],
    reasons: trials.flatMap(({ reasons }) => reasons),
  };
}

function isSame(a: SchemaIssue, b: SchemaIssue): boolean {
  return a.pointer === b.pointer && a.at.pointer === b.at.pointer && a.at.uri === b.at.uri;
}

function toDrafts(
  context: RuleContext,
  { deviations, reasons }: Trial<SchemaIssue>,
  { subject, site, place }: { subject: string; site: Site; place: Draft['place'] },
): Draft[] {
  const pointer = `/body${site.pointer}`;
  return [
    ...deviations.map((deviation) => toMatcherFault(context, deviation, { subject, pointer: '/body' })),
    ...reasons.map(
      (reason): Draft => ({
        kind: 'unchecked',
        reason: `${subject}: ${reason}`,
        pointer,
        ...(place && { place }),
      }),
    ),
  ];
}

/** What breaks at the place, or in what lies below it, once the value stands there. */
function issuesOf(judged: Judged, site: Site, value: Json): readonly SchemaIssue[] {
  const { validator, example, matchers } = judged;
  const body = substitute(example, site.steps, value);
  if (validator.isValid(body)) return [];
  const issues = validator.explain(body).filter((issue) => isWithin(issue.pointer, site.pointer));
  if (!issues.some(dependsOnSiblings)) return issues;
  const keep = (sibling: Site['steps']) => selectMatcher(matchers, sibling) === undefined;
  const alone = validator.explain(substituteAlone(example, site.steps, { value, keep }));
  const remains = alone.some((issue) => isWithin(issue.pointer, site.pointer));
  return issues.filter((issue) => remains || !dependsOnSiblings(issue));
}

/** An alternative that a discriminator has picked is picked whatever else there is. */
function dependsOnSiblings({ at, keyword, message }: SchemaIssue): boolean {
  if (/\(as .*, by .*\)$/.test(message) && keyword !== 'discriminator') return false;
  return (
    /\/(?:oneOf|anyOf|then|else|dependentSchemas|not)\//.test(`${at.pointer}/`) || keyword.endsWith('Of')
  );
}

function isWithin(pointer: string, ancestor: string): boolean {
  return pointer === ancestor || pointer.startsWith(`${ancestor}/`);
}
