import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatResponse } from '@stepgrpo/core';
import { createTextBundle } from './text-bundle-create';
import { loadTextBundle } from './text-bundle-load';

const corpus = Array.from({ length: 200 }, (_, i) =>
  formatResponse({
    description: `The image shows three handwritten digits: ${i % 10}, 8 and 5.`,
    rationales: 'The question asks for the sum of the digits.',
    steps: [`Read the digits: ${i % 10}, 8, 5.`, `${i % 10} + 8 = ${(i % 10) + 8}`],
    answer: String((i % 10) + 13),
  }),
);
const options = { corpus, vocabSize: 400, minPixels: 784, maxPixels: 28 * 28 * 16 };
const sample = {
  id: 's1',
  question: 'What is the sum of the digits?',
  images: [{ kind: 'pixels', width: 112, height: 28, data: new Uint8Array(112 * 28 * 3) }],
  solution: '16',
  keySteps: [],
} as const;

it('encodes a prompt whose image tokens match its patches', async () => {
  const bundle = createTextBundle(options);
  const prompt = await bundle.encodePrompt(sample);
  expect(prompt.images[0]?.grid).toEqual([1, 2, 8]);
  const [span] = prompt.imageSpans;
  expect(span?.length).toBe(4);
  const { start } = span!;
  expect(prompt.tokenIds.slice(start, start + 4)).toEqual(Array(4).fill(bundle.imageTokenId));
});

it('loads what it saved, with the same ids', async () => {
  const bundle = createTextBundle(options);
  const directory = await mkdtemp(join(tmpdir(), 'bundle-'));
  await bundle.save(directory);
  const loaded = await loadTextBundle(directory);
  expect(loaded.encodeText(corpus[3]!)).toEqual(bundle.encodeText(corpus[3]!));
  expect(await loaded.encodePrompt(sample)).toEqual(await bundle.encodePrompt(sample));
  expect([loaded.vocabSize, loaded.endTokenIds, loaded.padTokenId]).toEqual([
    bundle.vocabSize,
    bundle.endTokenIds,
    bundle.padTokenId,
  ]);
});
