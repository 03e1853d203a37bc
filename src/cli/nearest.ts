/**
 * The candidate that a misspelt word most likely meant, or undefined when none is close: at most two edits, and at most
 * a third of the word.
 */
export function findNearest(word: string, candidates: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let least = Math.max(1, Math.min(2, Math.floor(word.length / 3))) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest ?? findByPrefix(word, candidates);
}

function findByPrefix(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length < 3) return undefined;
  const matches = [...candidates].filter((candidate) => candidate.startsWith(word.toLowerCase()));
  return matches.length === 1 ? matches[0] : undefined;
}

/** Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : substituted;
      row.push(Math.min(at(i - 1, j) + 1, (row[j - 1] ?? 0) + 1, substituted, swapped));
    }
  }
  return at(a.length, b.length);
}
