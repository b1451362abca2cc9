/** Longer names are not compared: nobody mistypes a paragraph, and the table of distances would grow with its square. */
const longestCompared = 64;

/**
 * The candidate a mistyped name was probably meant to be; null when none is close.
 *
 * Range    a distance of at most a third of the longer name, at least 2 edits being allowed
 * Example  nearestName('learningrate', ['learningRate', 'beta1']) // 'learningRate'
 */
export function nearestName(name: string, candidates: readonly string[]): string | null {
  if (name.length > longestCompared) return null;
  let best: { readonly candidate: string; readonly edits: number } | null = null;
  for (const candidate of candidates) {
    const allowed = Math.max(2, Math.floor(Math.max(name.length, candidate.length) / 3));
    if (Math.abs(name.length - candidate.length) > allowed) continue;
    const edits = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (edits <= allowed && (best === null || edits < best.edits)) best = { candidate, edits };
  }
  return best?.candidate ?? null;
}

/** Insertions, deletions and substitutions between two short strings, one row of the table at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const substitution = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}
