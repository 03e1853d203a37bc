import type { Severity } from '../../finding.ts';
import type { CaseDraft, PhaseContext } from '../plan/case-draft.ts';
import { writeRequest } from '../request/draft.ts';
import type { UrlSpelling } from '../request/respell-url.ts';
import { spelling } from './spelling.ts';

const spellings: readonly (readonly [UrlSpelling, name: string, severity: Severity])[] = [
  ['lower-hex', 'escapes in lower case', 'error'],
  // Gateways that sign or route the raw path are common.
  ['encoded-path', 'a letter of each path value encoded', 'warning'],
  ['encoded-query', 'a letter of each query value encoded', 'error'],
  // RFC 3986 knows no such blank: it comes from HTML forms.
  ['plus', 'blanks as +', 'warning'],
  ['reversed', 'query parameters in reverse order', 'error'],
];

/** RFC 3986 §2.1, §2.3: URLs that differ in their escapes only are the same. */
export function* listUrlSpellings({ operation, base }: PhaseContext): Generator<CaseDraft> {
  const own = urlOf(writeRequest(base));
  for (const [urlSpelling, name, severity] of spellings) {
    if (urlOf(writeRequest({ ...base, urlSpelling })) === own) continue;
    yield spelling(base, {
      place: operation.at,
      keyword: 'path',
      name,
      pointer: urlSpelling === 'encoded-path' ? '/path' : '/query',
      severity,
      draft: { urlSpelling },
    });
  }
}

function urlOf(written: ReturnType<typeof writeRequest>): string | undefined {
  return 'request' in written ? written.request.url : undefined;
}
