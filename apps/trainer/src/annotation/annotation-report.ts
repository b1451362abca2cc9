import type { AnnotationCoverage } from '@stepgrpo/data';

/** What a model was paid, as far as its endpoint says; estimates where it has not started. */
export interface ModelUse {
  readonly model: string;
  /** Replies that were asked for now. */
  readonly requests: number;
  /** Replies that an earlier run paid for. */
  readonly known: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** In the currency of the prices; null without prices. */
  readonly cost: number | null;
}

/** What `stepgrpo annotate` did. */
export interface AnnotationReport extends AnnotationCoverage {
  readonly out: string;
  /** Samples in the file, read back and compared. */
  readonly written: number;
  /** Samples that the layout of R1-VL-10K cannot hold. */
  readonly leftOut: { readonly count: number; readonly reason: string; readonly ids: readonly string[] };
  readonly use: ModelUse | null;
}

/** Prices in any currency, for a million tokens. */
export interface TokenPrices {
  readonly prompt: number | null;
  readonly completion: number | null;
}

/** Equation  cost = (prompt tokens * prompt price + completion tokens * completion price) / 10^6; null without prices */
export function costOf(
  { promptTokens, completionTokens }: Pick<ModelUse, 'promptTokens' | 'completionTokens'>,
  prices: TokenPrices,
): number | null {
  if (prices.prompt === null && prices.completion === null) return null;
  return (promptTokens * (prices.prompt ?? 0) + completionTokens * (prices.completion ?? 0)) / 1e6;
}

/** The report for people. */
export function reportLines(report: AnnotationReport): readonly string[] {
  const { outcomes, sources, kinds, leftOut, use } = report;
  const of = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const count = (value: number): string => value.toLocaleString('en');
  const made = outcomes.annotated + outcomes.extended + outcomes.kept;
  return [
    `${count(made)} of ${count(report.samples)} samples have key steps (${of(report.coverage)}): ` +
      `${count(report.keySteps)} key steps, ${count(report.alternatives)} ways to say them`,
    `  annotated ${outcomes.annotated}, kept ${outcomes.kept}, extended ${outcomes.extended}, ` +
      `nothing found ${outcomes['without-key-steps']}, without a reasoning path ${outcomes['without-path']}`,
    `  made by rules ${sources.rules}, by the model ${sources.model}, by rules because the model failed ${sources.fallback}`,
    ...(kinds.equation + kinds.quantity + kinds.relation === 0
      ? []
      : [
          `  by kind: equations ${kinds.equation}, quantities ${kinds.quantity}, relations ${kinds.relation}`,
        ]),
    ...(report.grounded === null ? [] : [`  found word for word in their own path: ${of(report.grounded)}`]),
    ...report.problems.slice(0, 5).map(({ problem, samples }) => `  problem of ${samples}: ${problem}`),
    ...(leftOut.count === 0
      ? []
      : [
          `  left out ${leftOut.count}: ${leftOut.reason} (${leftOut.ids.slice(0, 3).join(', ')}${leftOut.count > 3 ? ', …' : ''})`,
        ]),
    ...(use === null ? [] : [`  ${useLine(use)}`]),
    `written and read back: ${report.out} (${count(report.written)} samples)`,
  ];
}

/** `12 requests, 3 known, 4,567 + 890 tokens, cost 0.01`. */
export function useLine({ requests, known, promptTokens, completionTokens, cost }: ModelUse): string {
  const tokens = `${promptTokens.toLocaleString('en')} prompt + ${completionTokens.toLocaleString('en')} completion tokens`;
  const price = cost === null ? '' : `, cost ${cost.toFixed(4)}`;
  return `${requests} requests, ${known} known from the journal, ${tokens}${price}`;
}
