import type { RunEvent } from '../conformance/run/course.ts';
import type { Io } from './io.ts';

/** What a person sees of a run while it goes on. */
export type Progress = { show(event: RunEvent): void; clear(): void };

/** Milliseconds between two lines where stderr is no terminal. */
const quietTime = 10_000;

/**
 * On a terminal a line of stderr that is written over: bar, phase, counts, findings, speed and the time that is left.
 * Elsewhere, in CI as well, a plain line for each phase that begins, and none in a run of seconds. `quiet` switches both
 * off.
 */
export function createProgress(io: Io, options: { quiet: boolean }): Progress {
  if (options.quiet) return { show: () => {}, clear: () => {} };
  return io.isTTY.stderr && !io.env.CI && io.env.TERM !== 'dumb' ? createBar(io) : createLines(io);
}

function createBar(io: Io): Progress {
  const started = io.now().getTime();
  let last = '';
  return {
    show(event) {
      const line = renderProgress(event, {
        elapsed: io.now().getTime() - started,
        // A full line would make some terminals scroll.
        columns: io.isTTY.columns - 1,
      });
      if (line === last) return;
      last = line;
      io.stderr(`\r\u001b[K${line}`);
    },
    clear() {
      if (last !== '') io.stderr('\r\u001b[K');
      last = '';
    },
  };
}

function createLines(io: Io): Progress {
  let told = io.now().getTime();
  const phases = new Set<string>();
  return {
    show(event) {
      const now = io.now().getTime();
      if (phases.has(event.phase) || now - told < quietTime) return;
      phases.add(event.phase);
      told = now;
      io.stderr(`${event.phase}: ${countsOf(event)}\n`);
    },
    clear() {},
  };
}

/** Narrower than this nothing can be said. */
const leastColumns = 8;
const longestBar = 24;

/**
 * One line of at most `columns`: what does not fit is left out, the least important first.
 *
 * @example
 * renderProgress({ phase: 'boundary', done: 30, total: 60, findings: 1, requests: 40 }, { elapsed: 2000, columns: 79 })
 * // '[############------------] 30/60 boundary, 1 finding, 20 requests/s, 2 s left'
 */
export function renderProgress(event: RunEvent, on: { elapsed: number; columns: number }): string {
  const { phase, done, total, findings, requests } = event;
  const columns = Math.max(leastColumns, on.columns);
  const seconds = on.elapsed / 1000;
  const parts = [
    `${done}/${total} ${phase}`,
    plural(findings, 'finding'),
    ...(seconds >= 1
      ? [`${Math.round(requests / seconds)} requests/s`, `${timeLeft(event, seconds)} left`]
      : []),
  ];
  // The findings and the time that is left tell more than the speed.
  const forms = [parts, parts.toSpliced(2, 1), parts.slice(0, 2), parts.slice(0, 1), [`${done}/${total}`]];
  const text = forms.map((form) => form.join(', ')).find((form) => form.length <= columns) ?? '';
  const room = Math.min(longestBar, columns - text.length - 3);
  if (room < leastColumns) return text;
  const filled = total === 0 ? room : Math.floor((done / total) * room);
  return `[${'#'.repeat(filled).padEnd(room, '-')}] ${text}`;
}

/** By the speed so far, pauses included. */
function timeLeft({ done, total }: RunEvent, seconds: number): string {
  const left = done === 0 ? 0 : Math.ceil((seconds / done) * (total - done));
  return left < 100 ? `${left} s` : `${Math.ceil(left / 60)} min`;
}

function countsOf({ done, total, findings, requests }: RunEvent): string {
  return `${done}/${total} done, ${plural(requests, 'request')}, ${plural(findings, 'finding')}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
