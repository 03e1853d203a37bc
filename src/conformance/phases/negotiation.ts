import type { MediaType, Operation } from '../../contract/contract.ts';
import type { CaseDraft, PhaseContext } from '../plan/case-draft.ts';
import { isOpen } from '../request/credentials.ts';
import { essenceOf } from '../request/serialise-body.ts';
import { listProbeCases } from './probe-cases.ts';
import { spelling } from './spelling.ts';

/**
 * The valid request with Accept fields that choose among the documented media types of its answer, and one that is refused
 * with each documented type of an error (RFC 9110 §12.5.1).
 */
export function* listNegotiation(context: PhaseContext): Generator<CaseDraft> {
  const { operation, base } = context;
  for (const field of choices(typesOf(operation, /^2/)))
    yield spelling(base, {
      place: operation.at,
      keyword: 'content',
      name: `Accept ${field}`,
      pointer: '/header/accept',
      severity: 'warning',
      draft: { headers: accepting(base.headers, field) },
    });
  const types = typesOf(operation, /^4|^default$/);
  const refused = types.length > 1 ? refusedDraft(context) : undefined;
  if (!refused) return;
  for (const type of types)
    yield {
      ...refused,
      phase: 'boundary',
      name: `${refused.name}, Accept ${type}`,
      draft: { ...refused.draft, headers: accepting(refused.draft.headers, type) },
    };
}

/** By weight; each of several types alone is another spelling already. */
function choices([first, second]: readonly string[]): readonly string[] {
  if (first === undefined || second === undefined) return [];
  return [`${first};q=0.2, ${second};q=0.8`, `${second};q=0.2, ${first};q=0.8`];
}

/** The types that some response of these statuses offers besides another one, without ranges. */
function typesOf(operation: Operation, statuses: RegExp): readonly string[] {
  const concrete = ({ name }: MediaType): boolean => !name.includes('*');
  const contents = operation.responses
    .filter(({ status }) => statuses.test(status))
    .map(({ content }) => [...new Set(content.filter(concrete).map(({ name }) => essenceOf(name)))]);
  return [...new Set(contents.filter((types) => types.length > 1).flat())];
}

/** One request that is refused for sure. */
function refusedDraft(context: PhaseContext): CaseDraft | undefined {
  const { operation, base } = context;
  for (const draft of listProbeCases(context, 'negative')) if (draft.claim.kind === 'invalid') return draft;
  const [first] = operation.security;
  if (!first || isOpen(operation)) return undefined;
  return {
    phase: 'negative',
    place: first.at,
    keyword: 'security',
    name: 'no credential',
    pointer: '',
    draft: { ...base, credentials: 'none' },
    claim: { kind: 'unauthenticated' },
  };
}

function accepting(
  headers: CaseDraft['draft']['headers'],
  field: string,
): readonly (readonly [name: string, value: string])[] {
  return [...headers.filter(([name]) => name.toLowerCase() !== 'accept'), ['Accept', field]];
}
