import type { RunEvent } from '../conformance/run/course.ts';
import type { Io } from './io.ts';

const barWidth = 24;

/** One line on stderr that is written over while a run goes on; nothing at all where stderr is no terminal. */
export type Progress = { show(event: RunEvent): void; clear(): void };

/** A progress line for a terminal. `quiet` switches it off. */
export function createProgress(io: Io, options: { quiet: boolean }): Progress {
  if (!io.isTTY.stderr || options.quiet) return { show: () => {}, clear: () => {} };
  let last = '';
  return {
    show(event) {
      const line = renderProgress(event).slice(0, Math.max(20, io.isTTY.columns - 1));
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

/** @example renderProgress({ phase: 'boundary', done: 30, total: 60, findings: 1 }) // '[############------------] 30/60 boundary, 1 finding' */
export function renderProgress({ phase, done, total, findings }: RunEvent): string {
  const filled = total === 0 ? barWidth : Math.floor((done / total) * barWidth);
  const bar = '#'.repeat(filled).padEnd(barWidth, '-');
  return `[${bar}] ${done}/${total} ${phase}, ${findings} ${findings === 1 ? 'finding' : 'findings'}`;
}
