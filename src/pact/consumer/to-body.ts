import type { MediaType } from '../../contract/contract.ts';
import { bodyKindOf, parseMediaType } from '../../contract/media-type.ts';
import { KitError } from '../../errors.ts';
import type { DraftBody } from './draft.ts';
import { isMatcher } from './matchers.ts';

/** The media type of a message whose author named none: the first JSON one, else the first that is no range. */
export function defaultContentType(content: readonly MediaType[]): string | undefined {
  const exact = content.filter(({ name }) => !name.includes('*'));
  return (exact.find(({ name }) => kindOf(name) === 'json') ?? exact[0])?.name;
}

/** A body in the form of its media type. `where` is the name of the message: `request`. */
export function toBody(
  value: unknown,
  contentType: string | undefined,
  where: string,
): DraftBody | undefined {
  if (value === undefined) return undefined;
  if (contentType === undefined)
    throw new KitError('usage-invalid', `the document has no body for this ${where}`, {
      hint: `leave the body of the ${where} out`,
    });
  switch (kindOf(contentType)) {
    case 'json':
      return { kind: 'json', value };
    case 'form':
      return { kind: 'text', contentType, text: typeof value === 'string' ? value : toForm(value, where) };
    default:
      if (typeof value === 'string') return { kind: 'text', contentType, text: value };
      throw new KitError('usage-invalid', `a body of ${contentType} is given as text`, {
        hint: 'matchers and objects are for JSON',
      });
  }
}

/**
 * A body whose exact text is given.
 *
 * @throws KitError `usage-invalid` for a text that is no JSON under a JSON type: Pact compares by what the type says
 */
export function toTextBody(text: string, contentType = 'text/plain'): DraftBody {
  if (kindOf(contentType) !== 'json') return { kind: 'text', text, contentType };
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch (cause) {
    throw new KitError('usage-invalid', `Pact cannot compare a body of ${contentType} that is no JSON`, {
      cause,
      hint: 'give the body another contentType, or leave this interaction to `contract-kit test`',
    });
  }
}

function kindOf(contentType: string) {
  const parsed = parseMediaType(contentType);
  return parsed && bodyKindOf(parsed);
}

function toForm(value: unknown, where: string): string {
  const form = new URLSearchParams();
  for (const [name, member] of Object.entries(value ?? {})) {
    if (member === undefined) continue;
    if (isMatcher(member) || typeof member === 'object')
      throw new KitError('usage-invalid', `the form field ${name} of the ${where} is no plain value`, {
        hint: 'matchers and objects are for JSON',
      });
    form.append(name, String(member));
  }
  return form.toString();
}
