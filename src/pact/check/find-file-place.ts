import type { ExchangeLocation, Json } from '../../finding.ts';
import { locateInJson } from '../../spec/locate.ts';
import { joinPointer, pointerTokens } from '../../spec/pointer.ts';
import type { PactFile, PactInteraction } from '../file/pact-file.ts';

/** Where a person finds something in a pact file. */
export type FilePlace = { readonly line: number; readonly column: number; readonly pointer: string };

/**
 * The place in the file of what a finding is about, given by its pointer into the exchange; of what the file does not
 * have, the place that lacks it.
 */
export function findFilePlace(
  pact: PactFile,
  interaction: PactInteraction,
  at: Pick<ExchangeLocation, 'side' | 'pointer'>,
): FilePlace {
  const root = contentOf(pact);
  const message = joinPointer(interaction.pointer, at.side);
  const tokens = pointerTokens(at.pointer);
  const typed = pact.specification === 4 && tokens[0] === 'body';
  const steps = typed ? ['body', 'content', ...tokens.slice(1)] : translate(tokens);
  const found = descend(root, message, steps);
  // The media type of specification 4 can stand beside the body.
  const isType = at.pointer === '/header/content-type' && !/\/headers\/[^/]+$/.test(found);
  const pointer = isType ? descend(root, message, ['body', 'contentType']) : found;
  const usable = isType && !pointer.endsWith('/contentType') ? found : pointer;
  const { line, column } = locateInJson(pact, usable);
  return { line, column, pointer: usable };
}

/** The parts of a message by the names that the file has for them. */
function translate([part, name, ...rest]: readonly string[]): readonly string[] {
  if (part === undefined) return [];
  if (part === 'header') return name === undefined ? ['headers'] : ['headers', name, ...rest];
  if (part === 'cookie') return ['headers', 'cookie'];
  if (part === 'path') return ['path'];
  return name === undefined ? [part] : [part, name, ...rest];
}

/** As far down as the file goes. Header fields are found in any case. */
function descend(root: Json, start: string, steps: readonly string[]): string {
  let pointer = '';
  let value: Json | undefined = root;
  for (const step of [...pointerTokens(start), ...steps]) {
    if (value === null || typeof value !== 'object') return pointer;
    const key = keyOf(value, step, pointer.endsWith('/headers'));
    if (key === undefined) return pointer;
    pointer = joinPointer(pointer, key);
    // An own member, found in the line above.
    value = (value as { readonly [key: string]: Json })[key];
  }
  return pointer;
}

function keyOf(value: object, step: string, anyCase: boolean): string | undefined {
  if (Object.hasOwn(value, step)) return step;
  return anyCase ? Object.keys(value).find((key) => key.toLowerCase() === step.toLowerCase()) : undefined;
}

const contents = new WeakMap<PactFile, Json>();

function contentOf(pact: PactFile): Json {
  const known = contents.get(pact);
  if (known !== undefined) return known;
  // The text of a PactFile was read as JSON once.
  const content = JSON.parse(pact.text) as Json;
  contents.set(pact, content);
  return content;
}
