/** Nobody reads more issues of one value than this, and a list of a million items could have as many. */
const mostIssues = 1000;

/** Adds what there is room for; it never makes a list empty that was not. */
export function addSome<T>(into: T[], others: readonly T[]): void {
  for (const other of others) {
    if (into.length >= mostIssues) return;
    into.push(other);
  }
}
