/** Tokens a row has seen, prompt included, each once. */
export interface SeenTokens {
  readonly ids: readonly number[];
  add(id: number): void;
}

/** The distinct tokens among the given ones. */
export function seenTokens(ids: Iterable<number>): SeenTokens {
  const known = new Set<number>(ids);
  const list = [...known];
  return {
    ids: list,
    add(id) {
      if (known.has(id)) return;
      known.add(id);
      list.push(id);
    },
  };
}

/**
 * Makes seen tokens less probable in a row of logits while `draw` runs; afterwards the row is as it was.
 *
 * Equation  logit / penalty where the logit is positive, logit * penalty where it is negative
 * Range     penalty above 0; 1 changes nothing, below 1 invites repetition
 * Source    CTRL, arXiv:1909.05858, section 4.1; transformers RepetitionPenaltyLogitsProcessor (prompt tokens count)
 */
export function withRepetitionPenalty<T>(
  logits: Float32Array,
  {
    start,
    size,
    seen,
    penalty,
  }: { readonly start: number; readonly size: number; readonly seen: SeenTokens; readonly penalty: number },
  draw: () => T,
): T {
  const ids = seen.ids.filter((id) => id >= 0 && id < size);
  const before = ids.map((id) => logits[start + id]!);
  ids.forEach((id, i) => {
    const logit = before[i]!;
    logits[start + id] = logit > 0 ? logit / penalty : logit * penalty;
  });
  const drawn = draw();
  ids.forEach((id, i) => (logits[start + id] = before[i]!));
  return drawn;
}
