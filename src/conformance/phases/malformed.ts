import type { Json } from '../../finding.ts';
import type { CaseBody } from '../plan/case.ts';

/** Texts that are no JSON (RFC 8259), made from a valid body, each with one fault. */
export function listMalformedJson(body: Json): readonly (readonly [name: string, body: CaseBody])[] {
  const json = JSON.stringify(body);
  const texts: [name: string, text: string][] = [
    ['cut off in the middle', json.slice(0, Math.max(1, Math.floor(json.length / 2)))],
    ['last character missing', json.slice(0, -1)],
    ['text after the end', `${json}}`],
    ['trailing comma', json.replace(/([}\]])$/, ',$1')],
    ['single quotes', json.replaceAll('"', "'")],
    ['unquoted text', 'text'],
    ['a comment', `/* comment */${json}`],
    ['only blanks', '  '],
    ['an opening brace', '{'],
  ];
  return texts.filter(([, text]) => text !== json).map(([name, text]) => [name, { kind: 'text', text }]);
}
