import { parseResponse } from '@stepgrpo/core';
import type { Sample } from '@stepgrpo/core';
import { extendKeySteps, reasoningPathOf } from './annotator';
import type { Annotation, Annotator } from './annotator';
import { createCoverage } from './coverage';
import type { AnnotationCoverage } from './coverage';

/** What happens to key steps that a sample has already: they stay, they get more alternatives, or they are made anew. */
export type ExistingKeySteps = 'keep' | 'extend' | 'replace';

export interface AnnotateSamplesOptions {
  readonly annotator: Annotator;
  readonly existing?: ExistingKeySteps;
  /** Called after each sample. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Samples with key steps, in their order, and what was reached; null as samples when the work was stopped. */
export interface AnnotatedSamples {
  readonly samples: readonly Sample[] | null;
  readonly coverage: AnnotationCoverage;
}

/**
 * Gives each sample key steps. None is lost: one without a reasoning path, or where nothing is found, keeps what it has
 * and is counted.
 */
export async function annotateSamples(
  samples: readonly Sample[],
  { annotator, existing = 'keep', onProgress }: AnnotateSamplesOptions,
): Promise<AnnotatedSamples> {
  const coverage = createCoverage();
  let done = 0;
  const annotateOne = async (sample: Sample): Promise<Sample | null> => {
    const result = await annotated(sample, annotator, existing);
    if (result === null) return null;
    coverage.add(result);
    done += 1;
    onProgress?.(done, samples.length);
    return result.sample;
  };
  const results = await Promise.all(samples.map(annotateOne));
  const whole = results.filter((sample) => sample !== null);
  return { samples: whole.length === samples.length ? whole : null, coverage: coverage.summary() };
}

/** Whether this sample goes to the annotator: the others keep or extend what they have. */
export function pathToAnnotate(sample: Sample, existing: ExistingKeySteps): string | null {
  return sample.keySteps.length > 0 && existing !== 'replace' ? null : reasoningPathOf(sample);
}

/** One sample with what became of it. */
export interface SampleResult {
  readonly sample: Sample;
  readonly outcome: 'annotated' | 'kept' | 'extended' | 'without-path' | 'without-key-steps';
  readonly annotation?: Annotation;
  /** Key steps that the path contains word for word in at least one alternative. */
  readonly grounded: number;
}

async function annotated(
  sample: Sample,
  annotator: Annotator,
  existing: ExistingKeySteps,
): Promise<SampleResult | null> {
  if (sample.keySteps.length > 0 && existing === 'keep') return resultOf(sample, 'kept');
  if (sample.keySteps.length > 0 && existing === 'extend') {
    return resultOf({ ...sample, keySteps: extendKeySteps(sample.keySteps) }, 'extended');
  }
  const path = reasoningPathOf(sample);
  if (path === null) return resultOf(sample, 'without-path');
  const annotation = await annotator.annotate(sample, path);
  if (annotation === null) return null;
  if (annotation.keySteps.length === 0) return { ...resultOf(sample, 'without-key-steps'), annotation };
  return { ...resultOf({ ...sample, keySteps: annotation.keySteps }, 'annotated'), annotation };
}

function resultOf(sample: Sample, outcome: SampleResult['outcome']): SampleResult {
  return { sample, outcome, grounded: groundedCount(sample) };
}

/** As the published reward looks for them: lower case, anywhere in the steps. */
function groundedCount(sample: Sample): number {
  const path = reasoningPathOf(sample);
  if (path === null) return 0;
  const said = parseResponse(path)
    .steps.map((step) => step.body.toLowerCase())
    .join(' ');
  return sample.keySteps.filter((group) =>
    group.some((text) => text !== '' && said.includes(text.toLowerCase())),
  ).length;
}
