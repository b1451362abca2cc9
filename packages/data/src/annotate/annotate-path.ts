import { parseResponse } from '@stepgrpo/core';
import type { KeyStep } from '@stepgrpo/core';
import { findEquations } from './find-equations';
import { findQuantities } from './find-quantities';
import { findRelations } from './find-relations';
import type { FoundStep } from './found-step';
import { mathTokens } from './math-tokens';
import { mergeKeySteps } from './merge-key-steps';

export interface AnnotateOptions {
  /** Most key steps out of one reasoning step. */
  readonly maxPerStep?: number;
  /** Most key steps of a path. */
  readonly maxPerPath?: number;
  /** Most ways to say one key step. */
  readonly maxAlternatives?: number;
}

/** The key steps of a reasoning path, and how many of each kind were found. */
export interface AnnotatedPath {
  readonly keySteps: readonly KeyStep[];
  readonly counts: Readonly<Record<FoundStep['kind'], number>>;
}

/** Longer lines and further ones are not looked at: a reasoning step is a few sentences. */
const longestLine = 1000;
const mostLines = 100;
const longestPath = 40_000;

/**
 * Key steps out of a reasoning path in the response format, by rules: equations, quantities and named relations of its
 * steps, each with other ways to say it; what was said before is left out. The first alternative is always as written,
 * so that the path itself contains all of its key steps.
 *
 * Range     at most `maxPerStep` (4) key steps a step, `maxPerPath` (24) a path, `maxAlternatives` (32) each
 * Source    this project; the idea of augmented key steps: R1-VL, arXiv:2503.12937, whose own augmentation is unpublished
 * Example   annotatePath('### Step 1:\n6 / 3 = 2').keySteps[0]![1] // '6/3 = 2'
 */
export function annotatePath(path: string, options: AnnotateOptions = {}): AnnotatedPath {
  const { maxPerStep = 4, maxPerPath = 24, maxAlternatives = 32 } = options;
  const counts = { equation: 0, quantity: 0, relation: 0 };
  const found: FoundStep[] = [];
  for (const { body } of parseResponse(path.slice(0, longestPath)).steps) {
    const fresh = mergeKeySteps([...found, ...stepsOf(body)]).slice(found.length);
    found.push(...fresh.slice(0, maxPerStep));
    if (found.length >= maxPerPath) break;
  }
  found.length = Math.min(found.length, maxPerPath);
  for (const { kind } of found) counts[kind] += 1;
  return { keySteps: found.map(({ alternatives }) => alternatives.slice(0, maxAlternatives)), counts };
}

/** The key steps of one reasoning step, in its order; what is inside an equation is not found again. */
export function stepsOf(body: string): FoundStep[] {
  return body
    .split('\n')
    .slice(0, mostLines)
    .flatMap((whole) => {
      const line = whole.slice(0, longestLine);
      const tokens = mathTokens(line);
      const all = [
        ...findEquations(line, tokens),
        ...findQuantities(line, tokens),
        ...findRelations(line, tokens),
      ];
      return all.sort((a, b) => a.start - b.start);
    });
}

/**
 * Other ways to say a key step that somebody wrote, the given one first: for those of a data set or a language model.
 *
 * Example  alternativesOf('6 / 3 = 2') // ['6 / 3 = 2', '6/3 = 2', '6 ÷ 3 = 2', '\\frac{6}{3} = 2', …]
 */
export function alternativesOf(text: string, maxAlternatives = 32): string[] {
  const said = text.trim();
  const whole = stepsOf(said).find(({ alternatives }) => alternatives[0] === said.replace(/[.\s]+$/, ''));
  return [...new Set([said, ...(whole?.alternatives ?? [])])].slice(0, maxAlternatives);
}
