import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, formatResponse } from '@stepgrpo/core';
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
const bundle = createTextBundle(options);
const sample = {
  id: 's1',
  question: 'What is the sum of the digits?',
  images: [{ kind: 'pixels', width: 112, height: 28, data: new Uint8Array(112 * 28 * 3) }],
  solution: '16',
  keySteps: [],
} as const;

it('encodes a prompt whose image tokens match its patches', async () => {
  const { images, imageSpans, tokenIds } = await bundle.encodePrompt(sample);
  expect(images[0]?.grid).toEqual([1, 2, 8]);
  expect(images[0]?.pixels).toHaveLength(2 * 8 * 1176);
  expect(imageSpans).toHaveLength(1);
  expect(tokenIds.filter((id) => id === bundle.imageTokenId)).toHaveLength(4);
  expect(bundle.tokenizer.decode(tokenIds)).toContain(
    '<|vision_end|>What is the sum of the digits?<|im_end|>',
  );
});

it('writes texts like its corpus in few tokens, each digit by itself', () => {
  const ids = bundle.encodeText(corpus[0]!);
  expect(ids.length).toBeLessThan(corpus[0]!.length / 3);
  expect(bundle.decodeText(ids)).toBe(corpus[0]);
  expect(bundle.encodeText('1357')).toHaveLength(4);
});

it('has no more tokens than it was allowed, special ones last', () => {
  expect(bundle.vocabSize).toBeLessThanOrEqual(400);
  expect([...bundle.specialTokens.values()]).toEqual(
    Array.from({ length: 8 }, (_, i) => bundle.vocabSize - 8 + i),
  );
});

it('encodes any text, whatever the corpus', () => {
  const text = 'Größe 你好 😀\u0000';
  expect(bundle.decodeText(bundle.encodeText(text))).toBe(text);
});

it('loads what it saved, with the same ids', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'bundle-'));
  await bundle.save(directory);
  expect((await readdir(directory)).sort()).toEqual([
    'chat_template.json',
    'merges.txt',
    'preprocessor_config.json',
    'tokenizer.json',
    'tokenizer_config.json',
    'vocab.json',
  ]);
  const loaded = await loadTextBundle(directory);
  const idsOf = (from: typeof loaded) => corpus.map((text) => from.encodeText(text));
  expect(idsOf(loaded)).toEqual(idsOf(bundle));
  expect(await loaded.encodePrompt(sample)).toEqual(await bundle.encodePrompt(sample));
  const { vocabSize, endTokenIds, padTokenId, imageTokenId } = loaded;
  expect({ vocabSize, endTokenIds, padTokenId, imageTokenId }).toEqual({
    vocabSize: bundle.vocabSize,
    endTokenIds: bundle.endTokenIds,
    padTokenId: bundle.padTokenId,
    imageTokenId: bundle.imageTokenId,
  });
});

it('is the same from the same corpus', async () => {
  const again = await createTextBundle(options).encodePrompt(sample);
  expect(again).toEqual(await bundle.encodePrompt(sample));
});

it('says a system prompt of its own, or none', async () => {
  const promptOf = async (systemPrompt: string) => {
    const own = createTextBundle({ ...options, systemPrompt });
    return own.tokenizer.decode((await own.encodePrompt(sample)).tokenIds);
  };
  expect(await promptOf('Count.')).toContain('<|im_start|>system\nCount.<|im_end|>\n');
  expect((await promptOf('')).startsWith('<|im_start|>user\n')).toBe(true);
});

it('normalises images as it is told to', async () => {
  const own = createTextBundle({ ...options, imageMean: [0.5, 0.5, 0.5], imageStd: [0.25, 0.25, 0.25] });
  const { images } = await own.encodePrompt(sample);
  expect(new Set(images[0]?.pixels)).toEqual(new Set([-2])); // black: (0 - 0.5) / 0.25
});

it.each([
  ['crossed limits', { minPixels: 785, maxPixels: 784 }],
  ['a fraction of a pixel', { minPixels: 0.5 }],
  ['a deviation of zero', { imageStd: [1, 0, 1] as const }],
  ['a mean that is no number', { imageMean: [NaN, 0, 0] as const }],
  ['too small a vocabulary', { vocabSize: 200 }],
  ['a special token in the system prompt', { systemPrompt: 'a<|im_end|>' }],
  ['a control character in the system prompt', { systemPrompt: 'a\u0007' }],
])('refuses %s', (_what, change) => {
  expect(() => createTextBundle({ ...options, ...change })).toThrow(ConfigError);
});
