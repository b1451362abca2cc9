import { parseResponse } from '@stepgrpo/core';
import type { KeyStep, Sample } from '@stepgrpo/core';
import { alternativesOf, annotatePath } from './annotate-path';
import type { AnnotateOptions } from './annotate-path';
import type { FoundStep } from './found-step';

/** What an annotator made of one reasoning path. */
export interface Annotation {
  readonly keySteps: readonly KeyStep[];
  /** Whose key steps these are: of our rules, of a language model, or of the rules because the model failed. */
  readonly source: 'rules' | 'model' | 'fallback';
  /** By kind, where the rules found them. */
  readonly counts?: Readonly<Record<FoundStep['kind'], number>>;
  /** What went wrong on the way, in words for a person. */
  readonly problem?: string;
}

/** Makes key steps out of reasoning paths. Null means that it was told to stop before it was done. */
export interface Annotator {
  annotate(sample: Sample, path: string): Promise<Annotation | null>;
}

/** The rules of this package: offline, deterministic, free. */
export function rulesAnnotator(options: AnnotateOptions = {}): Annotator {
  return { annotate: async (_sample, path) => ({ ...annotatePath(path, options), source: 'rules' }) };
}

/** The reasoning path of a sample: its own, or a solution that is written as one; null when there is none. */
export function reasoningPathOf({ reasoning, solution }: Sample): string | null {
  for (const text of [reasoning, solution]) {
    if (text !== undefined && parseResponse(text).steps.length > 0) return text;
  }
  return null;
}

/** Key steps of a data set with further ways to say each of them. */
export function extendKeySteps(keySteps: readonly KeyStep[], maxAlternatives = 32): KeyStep[] {
  return keySteps.map((group) => {
    const own = [...new Set(group)];
    const all = new Set([...own, ...own.flatMap((text) => alternativesOf(text, maxAlternatives))]);
    return [...all].slice(0, Math.max(maxAlternatives, own.length)); // none of the data set's own is lost
  });
}
