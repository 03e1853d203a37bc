import type { Json } from '../../finding.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { findClause } from '../../spec/read-clauses.ts';
import { findAlternative } from '../request/credentials.ts';
import { writeRequest } from '../request/draft.ts';
import { mayTakeForever } from '../values/slow-pattern.ts';
import type {
  Case,
  CaseBody,
  CaseRequest,
  CredentialKind,
  Expectation,
  Omission,
  Phase,
  Unexercised,
} from './case.ts';
import type { CaseDraft, PhaseContext } from './case-draft.ts';
import { type Accepted, proveDraft } from './prove-draft.ts';
import { whyAstray } from './whereabouts.ts';

/** More cases of one operation are not sent. */
const maxCases = 1500;

/** More of these two phases are not sent either: with schemas of hundreds of fields each could take all. */
const maxInPhase: Readonly<Partial<Record<Phase, number>>> = { boundary: 500, negative: 500 };

/** Collects the cases of one operation: written down, proven, numbered, each request once. */
export type CaseList = {
  add(draft: CaseDraft): void;
  /** Counts what a phase left out by itself. */
  omit(omission: Omission): void;
  readonly cases: readonly Case[];
  readonly dropped: readonly Omission[];
  /** Statements that a dropped case would have looked at. */
  readonly unexercised: readonly Unexercised[];
};

/**
 * Makes an empty list. `gaps` are the reasons why the engine cannot judge the whole of the valid request itself; they
 * do not stand against its variations.
 */
export function createCaseList(context: PhaseContext, gaps: ReadonlySet<string>): CaseList {
  const cases: Case[] = [];
  const dropped = new Map<string, number>();
  const ids = new Map<string, number>();
  const counts = new Map<Phase, number>();
  const base = writeRequest(context.base);
  // The valid request has been sent before any case is.
  const seen = new Set('request' in base ? [keyOf(base.request, 'accepted-or-refused')] : []);
  const unexercised: Unexercised[] = [];
  const drop = (reason: string): void => {
    dropped.set(reason, (dropped.get(reason) ?? 0) + 1);
  };
  return {
    add(draft) {
      const most = maxInPhase[draft.phase] ?? maxCases;
      if ((counts.get(draft.phase) ?? 0) >= most)
        return drop(`not sent: more than ${most} ${draft.phase} cases for one operation`);
      const lacking = whyNoCredential(context, draft);
      if (lacking !== undefined) {
        unexercised.push(...statementsOf(draft).map((place) => ({ place, reason: lacking })));
        return drop(`not sent: ${lacking}`);
      }
      const astray = whyAstray(context.base, draft.draft);
      if (astray !== undefined) return drop(`not sent: ${astray}`);
      if (isSlow(context, draft))
        return drop('not sent: a pattern of the document takes too long on a text of this length');
      const written = writeRequest(draft.draft);
      if ('reason' in written) return isTentative(draft) ? undefined : drop(`not sent: ${written.reason}`);
      const accepted = proveDraft(context, { draft, request: written.request, gaps });
      if (typeof accepted === 'string') return isTentative(draft) ? undefined : drop(`not sent: ${accepted}`);
      const key = keyOf(written.request, accepted.expect.kind);
      // Two keywords can ask for the same request; one answer serves both, unless several answers are what is looked at.
      if (seen.has(key) && accepted.expect.kind !== 'repeated') return;
      seen.add(key);
      if (cases.length >= maxCases) return drop(`not sent: more than ${maxCases} cases for one operation`);
      counts.set(draft.phase, (counts.get(draft.phase) ?? 0) + 1);
      cases.push(toCase(context, { draft, request: written.request, ...accepted, ids }));
    },
    omit({ reason, count }) {
      dropped.set(reason, (dropped.get(reason) ?? 0) + count);
    },
    cases,
    unexercised,
    get dropped() {
      return [...dropped]
        .map(([reason, count]) => ({ reason, count }))
        .sort((a, b) => (a.reason < b.reason ? -1 : 1));
    },
  };
}

/** Whether the engine, and the provider, might not come to an end with a pattern of the document. */
function isSlow({ contract }: PhaseContext, { draft }: CaseDraft): boolean {
  const { parameters, mediaType, body, rawBody } = draft;
  for (const [parameter, value] of parameters) {
    const schema = parameter.schema ?? parameter.mediaType?.schema;
    if (schema && mayTakeForever(contract, schema, value)) return true;
  }
  const sent = rawBody ? toJson(rawBody) : body;
  return mediaType?.schema !== undefined && sent !== undefined
    ? mayTakeForever(contract, mediaType.schema, sent)
    : false;
}

/** A body as JSON; undefined where it is none, so that no pattern is matched against it. */
function toJson(body: CaseBody): Json | undefined {
  if (body.kind !== 'text') return undefined;
  try {
    return JSON.parse(body.text) as Json;
  } catch {
    // Forms and broken JSON: what is in them is text that a schema of strings judges.
    return body.text;
  }
}

function keyOf(request: CaseRequest, kind: Expectation['kind']): string {
  return JSON.stringify([request, kind]);
}

function isTentative({ claim }: CaseDraft): boolean {
  return claim.kind === 'valid' && claim.tentative === true;
}

/** Some credentials can only come from the person who runs this. */
function whyNoCredential({ operation, config }: PhaseContext, { draft }: CaseDraft): string | undefined {
  const given = new Set(
    draft.credentials === 'expired' || draft.credentials === 'other'
      ? config.credentials[draft.credentials]
      : config.credentials.valid,
  );
  const reason = lackOf(draft.credentials);
  return reason === undefined || findAlternative(operation, given) ? undefined : reason;
}

function lackOf(kind: CredentialKind): string | undefined {
  switch (kind) {
    case 'expired':
      return 'no expired credential was given';
    case 'other':
      return 'no credential of somebody else was given';
    case 'altered':
    case 'truncated':
    case 'extended':
    case 'scheme':
    case 'misplaced':
    case 'partial':
    case 'respelled':
      return 'no credential was given';
    default:
      return undefined;
  }
}

function statementsOf({ claim }: CaseDraft): SpecPlace[] {
  if (claim.kind !== 'documented' || claim.expect.kind !== 'scenario') return [];
  return [claim.expect.status.place, ...claim.expect.fields.map(({ place }) => place)];
}

function toCase(
  context: PhaseContext,
  made: { draft: CaseDraft; request: CaseRequest; ids: Map<string, number> } & Accepted,
): Case {
  const { draft, request, expect, proof, ids } = made;
  const { contract, operation } = context;
  const clause = proof?.clause ?? draft.clause ?? findClause(contract.clauses, draft.place)?.id;
  const parts = [
    draft.phase,
    operation.operationId ?? operation.key,
    draft.pointer || '/',
    draft.keyword,
    draft.name,
  ];
  const id = parts.map(toSlug).join(':');
  const number = (ids.get(id) ?? 0) + 1;
  ids.set(id, number);
  return {
    id: number === 1 ? id : `${id}:${number}`,
    phase: draft.phase,
    operation: operation.key,
    intent: {
      place: draft.place,
      keyword: draft.keyword,
      ...(clause === undefined ? {} : { clause }),
      ...(draft.pointer === '' ? {} : { pointer: draft.pointer }),
      ...(draft.relation ? { relation: draft.relation } : {}),
      description: describe(draft),
    },
    request,
    expect,
    ...(proof ? { proof } : {}),
    ...(draft.states ? { states: draft.states } : {}),
  };
}

/** @example '/body/path type: null' */
function describe({ pointer, keyword, name }: CaseDraft): string {
  const what = keyword === 'examples' ? 'example' : keyword;
  return `${pointer === '' ? '' : `${pointer} `}${what}: ${name}`;
}

/** Readable on a terminal and in a file name: blanks become hyphens. */
function toSlug(text: string): string {
  return text.trim().replace(/\s+/g, '-');
}
