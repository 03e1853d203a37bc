import type { MediaType, Parameter, SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { joinPointer } from '../../spec/pointer.ts';
import type { Phase } from '../plan/case.ts';
import type { CaseDraft, PhaseContext } from '../plan/case-draft.ts';
import type { RequestDraft } from '../request/draft.ts';
import { essenceOf, toContentType } from '../request/serialise-body.ts';
import type { Probe } from '../values/probe.ts';
import { probeValue } from '../values/probe-value.ts';
import { sampleValue } from '../values/sample.ts';
import { listAcceptance } from './acceptance.ts';
import { listOtherBodies } from './other-bodies.ts';

/** What is wrong with these is the kind of value, not its size: they belong to the negative phase. */
const kindKeywords: ReadonlySet<string> = new Set(['type', 'required', 'dependentRequired']);

/** One case for each probe of each parameter and of the body, those of the phase. */
export function* listProbeCases(context: PhaseContext, phase: Phase): Generator<CaseDraft> {
  for (const parameter of context.operation.parameters) yield* parameterCases(context, parameter, phase);
  yield* bodyCases(context, phase);
}

function* parameterCases(context: PhaseContext, parameter: Parameter, phase: Phase): Generator<CaseDraft> {
  const schema = parameter.schema ?? parameter.mediaType?.schema;
  const sent = context.base.parameters.get(parameter);
  const pointer = pointerOf(parameter);
  if (phase === 'boundary' && !parameter.required) yield* optionalCases(context, { parameter, sent, schema });
  const value = sent ?? (schema && optionalValue(context, parameter, schema));
  if (!schema || value === undefined) return;
  for (const probe of probeValue({ contract: context.contract, seed: context.config.seed }, schema, value)) {
    if (phaseOf(probe) !== phase || probe.root === undefined) continue;
    yield toCase(context, { probe, pointer, draft: withParameter(context.base, parameter, probe.root) });
  }
}

/** `/path/id`, `/query/q`, `/header/x-id`, as the rules name the places of a request. */
export function pointerOf(parameter: Parameter): string {
  const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
  return joinPointer('', parameter.in, name);
}

/** The draft with another value for a parameter, or without it. */
export function withParameter(
  draft: RequestDraft,
  parameter: Parameter,
  value: Json | undefined,
): RequestDraft {
  const parameters = new Map(draft.parameters);
  if (value === undefined) parameters.delete(parameter);
  else parameters.set(parameter, value);
  return { ...draft, parameters };
}

function optionalValue(context: PhaseContext, parameter: Parameter, schema: SchemaPlace): Json | undefined {
  const example = parameter.examples.find((one) => !one.invalid && one.value !== undefined)?.value;
  return example ?? sampleValue({ contract: context.contract, seed: context.config.seed }, schema);
}

/** An optional parameter there and not there. */
function* optionalCases(
  context: PhaseContext,
  from: { parameter: Parameter; sent: Json | undefined; schema: SchemaPlace | undefined },
): Generator<CaseDraft> {
  const { parameter, sent, schema } = from;
  const value = sent === undefined ? schema && optionalValue(context, parameter, schema) : undefined;
  if (sent === undefined && value === undefined) return;
  yield {
    phase: 'boundary',
    place: parameter.at,
    keyword: 'required',
    name: sent === undefined ? 'present' : 'absent',
    pointer: pointerOf(parameter),
    draft: withParameter(context.base, parameter, value),
    ...(value === undefined ? {} : { after: value }),
    relation: 'inside',
    claim: { kind: 'valid', expect: { kind: 'accepted-or-refused' } },
  };
}

function* bodyCases(context: PhaseContext, phase: Phase): Generator<CaseDraft> {
  const { base } = context;
  const { mediaType, body } = base;
  if (!mediaType || body === undefined) return;
  yield* bodyProbes(context, phase, { mediaType, body, only: undefined });
  // Where nothing but the name of the media type differs it is enough to see that the body is looked at.
  for (const other of listOtherBodies(context))
    yield* bodyProbes(context, phase, { ...other, only: other.same ? 'required' : undefined });
}

function* bodyProbes(
  context: PhaseContext,
  phase: Phase,
  from: { mediaType: MediaType; body: Json; only: string | undefined },
): Generator<CaseDraft> {
  const { mediaType, body, only } = from;
  if (!mediaType.schema) return;
  const { contract, config, base } = context;
  for (const probe of probeValue({ contract, seed: config.seed }, mediaType.schema, body)) {
    if (phaseOf(probe) !== phase || probe.root === undefined) continue;
    if (only !== undefined && probe.keyword !== only) continue;
    const made = toCase(context, {
      probe,
      pointer: '/body',
      draft: { ...base, mediaType, body: probe.root },
    });
    yield mediaType === base.mediaType
      ? made
      : { ...made, name: `${made.name} as ${essenceOf(toContentType(mediaType.name))}` };
  }
}

function phaseOf(probe: Probe): Phase {
  return probe.relation === 'outside' && kindKeywords.has(probe.keyword) ? 'negative' : 'boundary';
}

function toCase(
  context: PhaseContext,
  made: { probe: Probe; pointer: string; draft: RequestDraft },
): CaseDraft {
  const { probe, pointer, draft } = made;
  return {
    phase: phaseOf(probe),
    place: probe.at,
    keyword: probe.keyword,
    name: probe.name,
    pointer: pointer + probe.pointer,
    draft,
    ...(probe.before === undefined ? {} : { before: probe.before }),
    ...(probe.after === undefined ? {} : { after: probe.after }),
    ...(probe.relation === 'outside' ? {} : { relation: probe.relation }),
    claim:
      probe.relation === 'outside'
        ? { kind: 'invalid' }
        : {
            kind: 'valid',
            expect: listAcceptance(context.contract, probe),
            tentative: probe.keyword === 'type' && probe.relation === 'inside',
          },
  };
}
