/** A key step that was found in a line of reasoning, before duplicates are removed. */
export interface FoundStep {
  readonly kind: 'equation' | 'quantity' | 'relation';
  /** Where it stands in its line. */
  readonly start: number;
  /** As written, then in other notations. */
  readonly alternatives: readonly string[];
}
