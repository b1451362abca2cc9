import { defineRegistry } from '@stepgrpo/core';
import type { Benchmark } from '@stepgrpo/core';
import { finalAnswer } from './benchmarks/final-answer';
import type { FinalAnswerOptions } from './benchmarks/final-answer';

/** Makes a benchmark from its samples and a comparer of answers. */
export type BenchmarkFactory = (options: Omit<FinalAnswerOptions, 'name'>) => Benchmark;

/** Benchmarks by name. */
export const benchmarks = defineRegistry<BenchmarkFactory>('benchmark', {
  digits: (options) => finalAnswer({ ...options, name: 'digits' }),
  'final-answer': finalAnswer,
});
