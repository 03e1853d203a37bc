import type { CaseRequest } from '../plan/case.ts';
import type { CaseDraft, PhaseContext } from '../plan/case-draft.ts';
import { isOpen } from '../request/credentials.ts';
import { essenceOf } from '../request/serialise-body.ts';
import { spelling } from './spelling.ts';

/**
 * RFC 9110 §5.1: field names do not depend on case, and unknown ones are ignored. §11.1: neither does the word of an
 * authentication scheme. §12.5.1: what the client can read is its own affair, and may be written in several ways.
 */
export function* listFieldSpellings(context: PhaseContext): Generator<CaseDraft> {
  const { operation, base } = context;
  for (const fieldNames of ['lower', 'upper'] as const)
    yield spelling(base, {
      place: operation.at,
      keyword: 'headers',
      name: `field names in ${fieldNames} case`,
      pointer: '',
      severity: 'error',
      draft: { fieldNames },
    });
  yield* acceptSpellings(context);
  const fields: [name: string, field: [string, string]][] = [
    ['Accept-Encoding gzip', ['Accept-Encoding', 'gzip, deflate, br']],
    ['an unknown header field', ['X-Contract-Kit-Undeclared', '1']],
  ];
  for (const [name, field] of fields)
    yield spelling(base, {
      place: operation.at,
      keyword: 'headers',
      name,
      pointer: `/header/${field[0].toLowerCase()}`,
      severity: 'warning',
      draft: { headers: [...withoutField(base.headers, field[0]), field] },
    });
  yield* schemeSpellings(context);
}

function* acceptSpellings({ operation, base }: PhaseContext): Generator<CaseDraft> {
  const success = operation.responses.filter((response) => /^2/.test(response.status));
  const types = success.flatMap((response) =>
    response.content.map(({ name }) => ({ name, at: response.at })),
  );
  for (const [index, { name, at }] of types.entries()) {
    const essence = essenceOf(name);
    const spellings = index > 0 ? [name] : [name, essence.toUpperCase(), rangeOf(essence), listOf(essence)];
    for (const accept of new Set(spellings))
      yield spelling(base, {
        place: at,
        keyword: 'content',
        name: `Accept ${accept}`,
        pointer: '/header/accept',
        severity: 'warning',
        draft: { headers: [...withoutField(base.headers, 'Accept'), ['Accept', accept]] },
      });
  }
  yield spelling(base, {
    place: operation.at,
    keyword: 'headers',
    name: 'no Accept',
    pointer: '/header/accept',
    severity: 'error',
    draft: { headers: withoutField(base.headers, 'Accept') },
  });
}

function rangeOf(essence: string): string {
  return `${essence.split('/', 1)[0]}/*`;
}

function listOf(essence: string): string {
  return `text/x-contract-kit;q=0.1, ${essence} ; q=0.9,*/*;q=0.5`;
}

function* schemeSpellings({ operation, base, config }: PhaseContext): Generator<CaseDraft> {
  const [first] = operation.security;
  const hasWord = operation.security.some(({ schemes }) =>
    schemes.some(({ type, key }) => type === 'http' && config.credentials.valid.includes(key)),
  );
  if (!first || !hasWord || isOpen(operation)) return;
  yield spelling(base, {
    place: first.at,
    keyword: 'security',
    name: 'the authentication scheme in another case',
    pointer: '/header/authorization',
    severity: 'warning',
    draft: { credentials: 'respelled' },
  });
}

function withoutField(headers: CaseRequest['headers'], field: string): CaseRequest['headers'] {
  return headers.filter(([name]) => name.toLowerCase() !== field.toLowerCase());
}
