import type { Replayed, ReplayState } from '../conformance/replay/judge-replay.ts';
import type { Page, Paint } from './paint.ts';
import { toPlainText } from './plain-text.ts';

const colors: Readonly<Record<ReplayState, Parameters<Paint>[0]>> = {
  fixed: 'green',
  still: 'red',
  changed: 'red',
  unchecked: 'yellow',
};

/**
 * One line for each failure that was sent again, so that a script can count them.
 *
 * @example 'STILL     response-body-schema PUT /image: response body /result: received 7, documented type string'
 */
export function renderReplay(replay: readonly Replayed[], page: Page): string[] {
  return replay.map(({ state, rule, operation, message }) => {
    const word = page.paint(colors[state], state.toUpperCase().padEnd(9));
    return `${word} ${rule} ${toPlainText(operation, 200)}: ${toPlainText(message, 400)}`;
  });
}
