import type { RequestDraft } from '../request/draft.ts';
import { serialiseParameter } from '../request/serialise-parameter.ts';

/**
 * Why a request may reach something else than its operation: some servers take an encoded slash for a plain one, and
 * then it is another path (RFC 3986 §2.2). Slashes of the valid request are those of whoever gave or documented it.
 */
export function whyAstray(base: RequestDraft, draft: RequestDraft): string | undefined {
  for (const [parameter, value] of draft.parameters) {
    if (parameter.in !== 'path' || base.parameters.get(parameter) === value) continue;
    if (/%2F|%5C/i.test(serialiseParameter(parameter, value) ?? ''))
      return `a slash in path parameter ${parameter.name} can lead to another path`;
  }
  return undefined;
}
