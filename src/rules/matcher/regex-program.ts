import type { CharSet, RegexNode } from './regex-node.ts';

/** One instruction; numbers are places in the program. */
type Step =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'fork'; readonly to: readonly number[] }
  | { readonly kind: 'assertion'; readonly holds: (text: readonly number[], at: number) => boolean }
  | { readonly kind: 'look'; readonly look: Look }
  | { readonly kind: 'end' };

type Look = Pick<Extract<RegexNode, { kind: 'look' }>, 'direction' | 'negative'> & {
  readonly program: Program;
};

/** A regular expression for a simulation of all its paths at once, which no expression can make explode. */
export type Program = readonly Step[];

const longest = 20_000;

/** Compiles a tree. Undefined where counted repetitions make the program too long. */
export function toProgram(node: RegexNode): Program | undefined {
  const steps: Step[] = [];
  return emit(node, steps) && steps.push({ kind: 'end' }) > 0 ? steps : undefined;
}

function emit(node: RegexNode, steps: Step[]): boolean {
  if (steps.length > longest) return false;
  switch (node.kind) {
    case 'empty':
      return true;
    case 'set':
      steps.push({ kind: 'set', set: node.set });
      return true;
    case 'assertion':
      steps.push({ kind: 'assertion', holds: node.holds });
      return true;
    case 'sequence':
      return node.items.every((item) => emit(item, steps));
    case 'choice':
      return emitChoice(node.options, steps);
    case 'repeat':
      return emitRepeat(node, steps);
    case 'look': {
      const program = toProgram(node.node);
      if (!program) return false;
      steps.push({ kind: 'look', look: { direction: node.direction, negative: node.negative, program } });
      return true;
    }
    default:
      return node satisfies never;
  }
}

/** A place for an instruction that is known later. */
function reserve(steps: Step[]): number {
  return steps.push({ kind: 'end' }) - 1;
}

function emitChoice(options: readonly RegexNode[], steps: Step[]): boolean {
  const fork = reserve(steps);
  const starts: number[] = [];
  const exits: number[] = [];
  for (const option of options) {
    starts.push(steps.length);
    if (!emit(option, steps)) return false;
    exits.push(reserve(steps));
  }
  steps[fork] = { kind: 'fork', to: starts };
  for (const exit of exits) steps[exit] = { kind: 'fork', to: [steps.length] };
  return true;
}

function emitRepeat({ node, min, max }: Extract<RegexNode, { kind: 'repeat' }>, steps: Step[]): boolean {
  for (let count = 0; count < min; count += 1) if (!emit(node, steps)) return false;
  if (max === Number.POSITIVE_INFINITY) {
    const fork = reserve(steps);
    if (!emit(node, steps)) return false;
    steps.push({ kind: 'fork', to: [fork] });
    steps[fork] = { kind: 'fork', to: [fork + 1, steps.length] };
    return true;
  }
  const forks: number[] = [];
  for (let count = min; count < max; count += 1) {
    forks.push(reserve(steps));
    if (!emit(node, steps)) return false;
  }
  for (const fork of forks) steps[fork] = { kind: 'fork', to: [fork + 1, steps.length] };
  return true;
}

/** How many instructions a run may take; more and there is no answer. */
export type Budget = { steps: number };

export type Span = {
  readonly from: number;
  /** Whether the match may begin later. */
  readonly search: boolean;
  /** Where it must end; anywhere where nothing is said. */
  readonly end?: number;
};

/** Whether a program matches a text within a span. Undefined where the budget is used up. */
export function run(
  program: Program,
  text: readonly number[],
  span: Span,
  budget: Budget,
): boolean | undefined {
  // For each instruction the last place in the text at which it was reached.
  const state: State = {
    program,
    text,
    end: span.end,
    seen: new Int32Array(program.length).fill(-1),
    budget,
  };
  let waiting: number[] = [];
  for (let at = span.from; at <= text.length; at += 1) {
    if (at === span.from || span.search) waiting.push(0);
    const readers = follow(state, waiting, at);
    if (readers === undefined) return undefined;
    if (readers === 'match') return true;
    if (readers.length === 0 && !span.search) return false;
    const char = text[at];
    if (char === undefined) return false;
    waiting = [];
    for (const place of readers) {
      const step = program[place];
      if (step?.kind === 'set' && step.set.has(char)) waiting.push(place + 1);
    }
  }
  return false;
}

type State = {
  readonly program: Program;
  readonly text: readonly number[];
  readonly end: number | undefined;
  readonly seen: Int32Array;
  readonly budget: Budget;
};

/** All instructions that read a character and can be reached without reading one. */
function follow(state: State, waiting: number[], at: number): readonly number[] | 'match' | undefined {
  const { program, text, end, seen, budget } = state;
  const readers: number[] = [];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (seen[place] === at) continue;
    seen[place] = at;
    budget.steps -= 1;
    if (budget.steps < 0) return undefined;
    const step = program[place];
    switch (step?.kind) {
      case 'set':
        readers.push(place);
        break;
      case 'fork':
        waiting.push(...step.to);
        break;
      case 'assertion':
        if (step.holds(text, at)) waiting.push(place + 1);
        break;
      case 'look': {
        const found = look(step.look, text, at, budget);
        if (found === undefined) return undefined;
        if (found !== step.look.negative) waiting.push(place + 1);
        break;
      }
      case 'end':
        if (end === undefined || end === at) return 'match';
        break;
      case undefined:
        break;
      default:
        step satisfies never;
    }
  }
  return readers;
}

function look(
  { direction, program }: Look,
  text: readonly number[],
  at: number,
  budget: Budget,
): boolean | undefined {
  if (direction === 'ahead') return run(program, text, { from: at, search: false }, budget);
  return run(program, text.slice(0, at), { from: 0, search: true, end: at }, budget);
}
