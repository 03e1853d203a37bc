import type { Contract, Example, MediaType, Parameter } from '../contract/contract.ts';
import { decodeBody } from '../contract/decode-body.ts';
import type { Json } from '../finding.ts';

/** An owner of examples that describes a response: a media type or a header. */
type Owner = Pick<MediaType | Parameter, 'examples' | 'schema'>;

const reasons = new WeakMap<Owner, ReadonlyMap<Example, string | undefined>>();

/**
 * Why an example of a response is never served, in half a sentence; undefined where it may be. One that cannot be judged
 * may: nothing proves it wrong.
 */
export function whyUnusable(contract: Contract, owner: Owner, example: Example): string | undefined {
  let known = reasons.get(owner);
  if (!known) {
    known = new Map(owner.examples.map((each) => [each, judge(contract, owner, each)]));
    reasons.set(owner, known);
  }
  return known.get(example);
}

/** The examples of an owner that may be served, in their order. */
export function usableExamples(contract: Contract, owner: Owner): readonly Example[] {
  return owner.examples.filter((example) => whyUnusable(contract, owner, example) === undefined);
}

function judge(contract: Contract, owner: Owner, example: Example): string | undefined {
  if (example.invalid) return 'is marked x-invalid';
  const read = readExample(contract, owner, example);
  if (read === undefined || owner.schema === undefined) return undefined;
  if (typeof read === 'string') return read;
  const validator = contract.validator(owner.schema, { direction: 'response', stance: 'observed' });
  if (validator.kind === 'uncheckable') return undefined;
  const [first] = read.candidates;
  if (first === undefined || read.candidates.some((candidate) => validator.isValid(candidate)))
    return undefined;
  const [issue] = validator.explain(first);
  return (
    issue && `breaks its own schema: ${issue.pointer === '' ? 'the value' : issue.pointer} ${issue.message}`
  );
}

/** The value as its media type reads it, or why that cannot be; undefined where there is no value to judge. */
function readExample(
  contract: Contract,
  owner: Owner,
  { value, text }: Example,
): { readonly candidates: readonly Json[] } | string | undefined {
  if (!('encoding' in owner)) return value === undefined ? undefined : { candidates: [value] };
  // Only a media type has encodings.
  const mediaType = owner as MediaType;
  const body =
    text !== undefined
      ? { kind: 'text' as const, text }
      : value !== undefined && { kind: 'json' as const, value };
  if (!body) return undefined;
  const read = decodeBody({ document: contract.document, body, mediaType, contentType: mediaType.name });
  if (read.state === 'unreadable') return `cannot be read as ${mediaType.name}: ${read.reason}`;
  return read.state === 'present' ? read : undefined;
}
