import type { SampleResult } from './annotate-samples';
import type { FoundStep } from './found-step';

/** What annotating a data set reached. */
export interface AnnotationCoverage {
  readonly samples: number;
  /** Samples by what became of them; they add up to `samples`. */
  readonly outcomes: Readonly<Record<SampleResult['outcome'], number>>;
  /** Share of the samples that have key steps now, in [0, 1]. */
  readonly coverage: number;
  readonly keySteps: number;
  readonly alternatives: number;
  /** Samples by who made their key steps. */
  readonly sources: Readonly<Record<'rules' | 'model' | 'fallback', number>>;
  /** Key steps by kind, of those that the rules found. */
  readonly kinds: Readonly<Record<FoundStep['kind'], number>>;
  /** Share of the key steps that their own path contains word for word, of samples with a path; null without any. */
  readonly grounded: number | null;
  /** What went wrong, the most frequent first. */
  readonly problems: readonly { readonly problem: string; readonly samples: number }[];
}

/** Counts results as they come, in any order. */
export function createCoverage(): { add(result: SampleResult): void; summary(): AnnotationCoverage } {
  const outcomes = { annotated: 0, kept: 0, extended: 0, 'without-path': 0, 'without-key-steps': 0 };
  const sources = { rules: 0, model: 0, fallback: 0 };
  const kinds = { equation: 0, quantity: 0, relation: 0 };
  const problems = new Map<string, number>();
  let [samples, covered, keySteps, alternatives, checked, grounded] = [0, 0, 0, 0, 0, 0];
  return {
    add(result) {
      const { sample, outcome, annotation } = result;
      samples += 1;
      outcomes[outcome] += 1;
      covered += Number(sample.keySteps.length > 0);
      keySteps += sample.keySteps.length;
      alternatives += sample.keySteps.reduce((sum, group) => sum + group.length, 0);
      if (outcome !== 'without-path')
        [checked, grounded] = [checked + checkedOf(result), grounded + result.grounded];
      if (annotation === undefined) return;
      sources[annotation.source] += 1;
      for (const kind of ['equation', 'quantity', 'relation'] as const)
        kinds[kind] += annotation.counts?.[kind] ?? 0;
      const { problem } = annotation;
      if (problem !== undefined) problems.set(problem, (problems.get(problem) ?? 0) + 1);
    },
    summary: () => ({
      samples,
      outcomes: { ...outcomes },
      coverage: samples === 0 ? 0 : covered / samples,
      keySteps,
      alternatives,
      sources: { ...sources },
      kinds: { ...kinds },
      grounded: checked === 0 ? null : grounded / checked,
      problems: [...problems]
        .map(([problem, count]) => ({ problem, samples: count }))
        .sort((a, b) => b.samples - a.samples || a.problem.localeCompare(b.problem)),
    }),
  };
}

/** Only where there is a path to look into. */
function checkedOf({ sample, outcome, grounded }: SampleResult): number {
  const hasPath = outcome === 'annotated' || outcome === 'without-key-steps' || grounded > 0;
  return hasPath ? sample.keySteps.length : 0;
}
