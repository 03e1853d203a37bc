import type { InteractionResult } from '../pact/verify/interaction-result.ts';
import type { Page } from './paint.ts';
import { toPlainText, wrapText } from './plain-text.ts';

const colors = { pass: 'green', fail: 'red', pending: 'yellow', unchecked: 'yellow' } as const;

/** The interactions of pacts, each with Pact's answer and, where it is another one, the document's. */
export function renderInteractions(interactions: readonly InteractionResult[], page: Page): string[] {
  if (interactions.length === 0) return [];
  const lines = [page.paint('bold', 'Interactions')];
  for (const interaction of interactions) {
    const { status } = interaction;
    const [first = '', ...rest] = wrapText(toPlainText(describe(interaction)), page.width - 13);
    lines.push(`  ${page.paint(colors[status], status.padEnd(9))}  ${first}`);
    lines.push(...rest.map((line) => `${' '.repeat(13)}${line}`));
  }
  return lines;
}

function describe(interaction: InteractionResult): string {
  const { consumer, description, states, document, status, reason } = interaction;
  const given = states.length === 0 ? '' : `, given ${states.map(({ name }) => name).join(' and ')}`;
  const broken = document === 'broken' ? '; the answer breaks the document' : '';
  // What could not be checked is listed with its reasons.
  const because = reason === undefined || status === 'unchecked' ? '' : `; ${reason}`;
  return `${consumer}: ${description}${given}${broken}${because}`;
}
