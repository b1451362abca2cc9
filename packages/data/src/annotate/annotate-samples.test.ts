import { formatResponse } from '@stepgrpo/core';
import { aSample } from '@stepgrpo/testing';
import { annotateSamples, pathToAnnotate } from './annotate-samples';
import { rulesAnnotator } from './annotator';

const reasoning = formatResponse({ description: 'd', rationales: 'r', steps: ['6 / 3 = 2'], answer: '2' });
const bare = aSample({ id: 'bare', keySteps: [], reasoning });
const full = aSample({ id: 'full', keySteps: [['6 / 3 = 2']], reasoning });
const pathless = aSample({ id: 'pathless', keySteps: [] });
const annotator = rulesAnnotator();

it('keeps the order and loses no sample', async () => {
  const progress: number[] = [];
  const { samples, coverage } = await annotateSamples([full, pathless, bare], {
    annotator,
    onProgress: (done) => progress.push(done),
  });
  expect(samples!.map(({ id, keySteps }) => [id, keySteps.length])).toEqual([
    ['full', 1],
    ['pathless', 0],
    ['bare', 1],
  ]);
  expect(samples![0]).toBe(full);
  expect(coverage.outcomes).toMatchObject({ kept: 1, 'without-path': 1, annotated: 1 });
  expect(progress).toEqual([1, 2, 3]);
});

it.each([
  ['keep', 1],
  ['extend', 8],
  ['replace', 8],
] as const)('can %s what is there', async (existing, least) => {
  const { samples } = await annotateSamples([full], { annotator, existing });
  expect(samples![0]!.keySteps[0]!.length).toBeGreaterThanOrEqual(least);
  expect(pathToAnnotate(full, existing) === null).toBe(existing !== 'replace');
});

it('has no samples when it was stopped', async () => {
  const stopped = { annotate: async () => null };
  expect((await annotateSamples([bare, full], { annotator: stopped })).samples).toBeNull();
});
