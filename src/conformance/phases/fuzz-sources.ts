import type { Json } from '../../finding.ts';
import type { CaseDraft, PhaseContext } from '../plan/case-draft.ts';
import { type RequestDraft, writeRequest } from '../request/draft.ts';
import { isJsonType } from '../request/serialise-body.ts';
import { serialiseParameter } from '../request/serialise-parameter.ts';
import { addOptionalMembers } from '../values/add-optional-members.ts';
import { createArbitraries } from '../values/arbitrary-value.ts';
import type { Edits } from '../values/edit-values.ts';
import { listSites, type Site } from '../values/list-sites.ts';
import { mutationArbitrary } from '../values/mutate-value.ts';
import { deriveSeed, drawValue } from '../values/random.ts';
import { applyEdits } from '../values/repair-value.ts';
import type { SampleContext } from '../values/sample.ts';
import { findNumber } from '../values/schema-view.ts';
import { listStructures } from '../values/special-structures.ts';
import { joinedTexts, specialTexts } from '../values/special-texts.ts';
import { cut, listSpecials, specialCount } from '../values/special-values.ts';
import { listRoots, type Root, replaceRoot } from './roots.ts';

/** Where fuzz cases come from; the last two never end where there is anything to vary. */
export type FuzzSources = {
  /** One kind of special value at every place of the request that takes it. */
  readonly everywhere: Iterator<CaseDraft>;
  /** Special texts at one place, the rest of the request as the provider accepts it. */
  readonly alone: Iterator<CaseDraft>;
  /** Special values in the path, which would hide what is wrong behind it. */
  readonly paths: Iterator<CaseDraft>;
  readonly structures: Iterator<CaseDraft>;
  readonly mutations: Iterator<CaseDraft>;
  readonly random: Iterator<CaseDraft>;
};

/** After so many mutations in a row that cannot be written down there will be none that can. */
const mostUnwritable = 50;

/** A part of the request with all its optional members, and its places. */
type Field = Root & { readonly filled: Json; readonly sites: readonly Site[] };

type Fuzz = {
  readonly context: PhaseContext;
  readonly samples: SampleContext;
  /** Everything but the path. */
  readonly fields: readonly Field[];
  readonly paths: readonly Field[];
};

/** Makes the sources for one operation. */
export function createFuzzSources(context: PhaseContext): FuzzSources {
  const samples: SampleContext = { contract: context.contract, seed: context.config.seed };
  const all = listRoots(context).map((root): Field => {
    const filled = addOptionalMembers(samples, root.schema, root.value);
    return { ...root, filled, sites: listSites(samples, root.schema, filled) };
  });
  const fuzz: Fuzz = {
    context,
    samples,
    fields: all.filter(({ parameter }) => parameter?.in !== 'path'),
    paths: all.filter(({ parameter }) => parameter?.in === 'path'),
  };
  return {
    everywhere: everywhere(fuzz),
    alone: alone(fuzz),
    paths: paths(fuzz),
    structures: structures(fuzz),
    mutations: mutations(fuzz),
    random: random(fuzz),
  };
}

function* everywhere({ context, samples, fields }: Fuzz): Generator<CaseDraft> {
  const specials = new Map(
    fields.flatMap(({ sites }) => sites.map((site) => [site, listSpecials(samples, site)] as const)),
  );
  for (let number = 0; number < specialCount; number += 1) {
    let draft = context.base;
    for (const field of fields) {
      const edits = new Map<string, Json>();
      for (const site of field.sites) {
        const value = specials.get(site)?.[number];
        if (value !== undefined) edits.set(site.pointer, value);
      }
      draft = editField({ samples, draft }, field, { root: field.filled, edits });
    }
    if (draft !== context.base)
      yield positive(context, { name: `everywhere ${specialTexts[number]?.[0] ?? number}`, draft });
  }
}

function* alone({ context, samples, fields }: Fuzz): Generator<CaseDraft> {
  for (const [name, text] of joinedTexts)
    for (const field of fields)
      for (const { pointer, view, value } of field.sites) {
        if (typeof value !== 'string') continue;
        const edits = new Map([[pointer, cut(text, findNumber(view, 'maxLength')?.value)]]);
        const draft = editField({ samples, draft: context.base }, field, { root: field.value, edits });
        if (draft !== context.base)
          yield positive(context, { name, draft, field, pointer: field.pointer + pointer });
      }
}

function* paths({ context, samples, paths: fields }: Fuzz): Generator<CaseDraft> {
  const specials = fields.map((field) =>
    field.sites
      .slice(0, 1)
      .flatMap((site) => [...joinedTexts.map(([, text]): Json => text), ...listSpecials(samples, site)]),
  );
  for (let number = 0; number < specialCount; number += 1)
    for (const [index, field] of fields.entries()) {
      const value = specials[index]?.[number];
      if (value === undefined) continue;
      const edits = new Map([['', value]]);
      const draft = editField({ samples, draft: context.base }, field, { root: field.value, edits });
      if (draft !== context.base)
        yield positive(context, { name: `special ${number + 1}`, draft, field, pointer: field.pointer });
    }
}

function* structures({ context, samples, fields }: Fuzz): Generator<CaseDraft> {
  // Parameters are short texts: only a body has structure enough.
  const field = fields.find(({ parameter }) => parameter === undefined);
  if (!field) return;
  for (const { name, edits } of listStructures(samples, field.sites)) {
    const draft = editField({ samples, draft: context.base }, field, { root: field.filled, edits });
    if (draft !== context.base) yield positive(context, { name, draft, field, pointer: field.pointer });
  }
}

function* random({ context, samples, fields }: Fuzz): Generator<CaseDraft> {
  if (fields.length === 0) return;
  const arbitraries = createArbitraries(samples);
  for (let number = 1; ; number += 1) {
    const seedOf = (name: string): number =>
      deriveSeed(samples.seed, `${context.operation.key} ${number} ${name}`);
    let draft = context.base;
    for (const field of fields) {
      // The places that are left alone keep values that the provider is known to accept.
      const most = 1 + (seedOf(`${field.pointer} count`) % 8);
      const chosen =
        number % 3 === 0 ? field.sites.slice(0, 1) : chooseSome(field.sites, most, seedOf(field.pointer));
      const edits = new Map<string, Json>();
      for (const { pointer, place } of chosen) {
        const arbitrary = arbitraries(place);
        if (arbitrary) edits.set(pointer, drawValue(arbitrary, seedOf(field.pointer + pointer)));
      }
      const root = number % 2 === 0 ? field.filled : field.value;
      if (field.sent || seedOf(`${field.pointer} there`) % 2 === 0)
        draft = editField({ samples, draft }, field, { root, edits });
    }
    yield positive(context, { name: `random ${number}`, draft });
  }
}

function chooseSome(sites: readonly Site[], count: number, seed: number): Site[] {
  const chosen = new Set(
    Array.from({ length: count }, (_, index) => sites[deriveSeed(seed, String(index)) % sites.length]),
  );
  return sites.filter((site) => chosen.has(site));
}

function* mutations({ context, samples, fields, paths: inPath }: Fuzz): Generator<CaseDraft> {
  const all = [...fields].reverse().concat(inPath);
  if (all.length === 0) return;
  let unwritable = 0;
  for (let number = 0; unwritable < mostUnwritable; number += 1) {
    // The body comes first and every second time: it has most of what can be wrong.
    const field = (number % 2 === 0 ? all[0] : all[((number - 1) / 2) % all.length]) ?? all[0];
    if (!field) return;
    const json = !field.parameter && isJsonType(context.base.mediaType?.name ?? '');
    const root = number % 4 < 2 ? field.value : field.filled;
    const seed = deriveSeed(samples.seed, `${context.operation.key} mutation ${number}`);
    const { name, value, text } = drawValue(mutationArbitrary(root, json), seed);
    const draft = replaceRoot(context.base, field, value);
    // A parameter is text: most of what is no text has no form on the wire, and is nothing that a client could send.
    unwritable = 'reason' in writeRequest(draft) ? unwritable + 1 : 0;
    if (unwritable > 0) continue;
    yield {
      ...toDraft(context, { name, field, pointer: field.pointer, draft }),
      draft: text === undefined ? draft : { ...draft, rawBody: { kind: 'text', text } },
      before: root,
      ...(text === undefined ? (value === undefined ? {} : { after: value }) : { after: text }),
      claim: { kind: 'open' },
    };
  }
}

/** The draft with a part edited as far as it stays valid and can be written down; the same draft where nothing is left. */
function editField(
  from: { samples: SampleContext; draft: RequestDraft },
  field: Field,
  change: { root: Json; edits: Edits },
): RequestDraft {
  const edited = applyEdits(from.samples, field.schema, change);
  if (edited === undefined) return from.draft;
  if (field.parameter && serialiseParameter(field.parameter, edited) === undefined) return from.draft;
  return replaceRoot(from.draft, field, edited);
}

function positive(
  context: PhaseContext,
  made: { name: string; draft: RequestDraft; field?: Root; pointer?: string },
): CaseDraft {
  return { ...toDraft(context, made), claim: { kind: 'valid', expect: { kind: 'accepted-or-refused' } } };
}

function toDraft(
  { operation }: PhaseContext,
  made: { name: string; draft: RequestDraft; field?: Root; pointer?: string },
): Omit<CaseDraft, 'claim'> {
  const { name, draft, field, pointer = '' } = made;
  return { phase: 'fuzz', place: field?.at ?? operation.at, keyword: 'schema', name, pointer, draft };
}
