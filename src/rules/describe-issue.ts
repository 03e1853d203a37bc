import type { SchemaIssue } from '../contract/contract.ts';
import type { Json } from '../finding.ts';
import { excerptDocumented, showName, showValue } from './excerpt.ts';

/** How a schema forbids a value whatever it is, where it does. */
export type Forbiddance = 'by-name' | 'undeclared' | undefined;

/**
 * A broken keyword in one sentence: what was received and what is documented, in the words of JSON Schema. `received`
 * is an excerpt; absent where nothing was received. `verb` stands before it in place of `received`.
 */
export function describeIssue(
  issue: SchemaIssue,
  value: {
    readonly subject: string;
    readonly received: Json | undefined;
    readonly forbids: Forbiddance;
    readonly verb?: string;
  },
): string {
  const place = issue.pointer === '' ? value.subject : `${value.subject} ${showName(issue.pointer)}`;
  const received = value.received === undefined ? 'a value' : showValue(value.received);
  return `${place}: ${value.verb ?? 'received'} ${sentence(issue, received, value.forbids)}${remark(issue.message)}`;
}

function sentence(issue: SchemaIssue, received: string, forbids: Forbiddance): string {
  const { keyword, expected, message } = issue;
  if (forbids === 'by-name') return `${received}, documented as not included`;
  if (forbids === 'undeclared')
    return `${received}, documented no such ${/items/i.test(keyword) ? 'item' : 'property'}`;
  if (keyword === 'discriminator') {
    return issue.actual === undefined
      ? `no property ${showName(String(expected))}, documented as the discriminator`
      : `${received}, documented one of ${list(expected)}`;
  }
  // The issue is about an object that lacks something; the name of the property is what is demanded.
  if (issue.actual === undefined && typeof expected === 'string') {
    return `no property ${showName(expected)}, documented as required`;
  }
  if (keyword === 'type') return `${received}, documented type ${alternatives(expected)}`;
  if (keyword === 'enum') return `${received}, documented one of ${list(expected)}`;
  if (keyword === 'const') return `${received}, documented only ${showValue(excerptDocumented(expected))}`;
  if (keyword.endsWith('Of') && message.startsWith('must be '))
    return `${received}, documented ${message.slice(8)}`;
  return expected !== null && typeof expected !== 'object' && expected !== true
    ? `${received}, documented ${keyword} ${plain(expected)}`
    : `${received}, documented: it ${message}`;
}

/** What the validator adds about alternatives and conditions: `(as Dog, by petType)`, `, because "a" is there`. */
function remark(message: string): string {
  return /(?:, because ".*" is there)?(?: \((?:closest alternative: |as ).*\))?$/.exec(message)?.[0] ?? '';
}

function alternatives(expected: Json): string {
  return Array.isArray(expected) ? expected.join(' or ') : String(expected);
}

function list(expected: Json): string {
  const values = Array.isArray(expected) ? expected : [expected];
  const shown = values.slice(0, 10).map((value) => showValue(excerptDocumented(value)));
  return values.length > 10 ? `${shown.join(', ')} and ${values.length - 10} more` : shown.join(', ');
}

/** `pattern ^a$` and `format date` need no quotes. */
function plain(expected: Json): string {
  const shown = excerptDocumented(expected);
  return typeof shown === 'string' ? shown : showValue(shown);
}
