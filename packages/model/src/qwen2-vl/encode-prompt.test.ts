import type { EncodedImage, ImageSource, Sample } from '@stepgrpo/core';
import { CheckpointError, DataError } from '@stepgrpo/core';
import { aSample } from '@stepgrpo/testing';
import fc from 'fast-check';
import golden from '../../golden/tokenizer.json';
import { createTokenizer } from '../tokenizer';
import { readTokenizerSpec } from '../tokenizer/read-tokenizer';
import { createChatTemplate } from './chat-template';
import { qwen2VlChatTemplate } from './default-chat-template';
import { encodePrompt, messagesOf } from './encode-prompt';
import { smartResize } from './smart-resize';

const json = JSON.stringify(golden['tokenizer.json']);
const tokenizer = createTokenizer(readTokenizerSpec(new Map([['tokenizer.json', json]]), 'golden'));
const imageTokenId = tokenizer.specialTokens.get('<|image_pad|>')!;
const template = createChatTemplate(qwen2VlChatTemplate(), 'own');
const image: ImageSource = { kind: 'pixels', width: 28, height: 28, data: new Uint8Array(28 * 28 * 3) };

/** Gives the images the grids in order, whatever is in them. */
const encoderOf = (grids: readonly EncodedImage['grid'][], source = template) => {
  const left = [...grids];
  const encodeImage = async () => ({ grid: left.shift()!, pixels: new Float32Array(0) });
  return { tokenizer, template: source, imageTokenId, mergeSize: 2, encodeImage };
};
const sampleOf = (question: string, images: number): Sample => ({
  ...aSample(),
  question,
  images: Array<ImageSource>(images).fill(image),
});

it('puts the images before the question, in one user turn', () => {
  expect(messagesOf(sampleOf('Which is larger?', 2))).toEqual([
    {
      role: 'user',
      content: [{ type: 'image' }, { type: 'image' }, { type: 'text', text: 'Which is larger?' }],
    },
  ]);
});

it('puts the images after the question where the sample wants it', async () => {
  const sample = { ...sampleOf('Which is larger?', 1), imagePlacement: 'after-question' } as const;
  const prompt = await encodePrompt(sample, encoderOf([[1, 2, 4]]));
  expect(tokenizer.decode(prompt.tokenIds)).toContain(
    'user\nWhich is larger?<|vision_start|><|image_pad|><|image_pad|><|vision_end|><|im_end|>',
  );
});

it('encodes what the processor of transformers would: the template with every image token repeated', async () => {
  const prompt = await encodePrompt(
    sampleOf('Which is larger?', 2),
    encoderOf([
      [1, 2, 4],
      [1, 6, 2],
    ]),
  );
  const pads = (count: number) => `<|vision_start|>${'<|image_pad|>'.repeat(count)}<|vision_end|>`;
  expect(tokenizer.decode(prompt.tokenIds)).toBe(
    '<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n' +
      `<|im_start|>user\n${pads(2)}${pads(3)}Which is larger?<|im_end|>\n<|im_start|>assistant\n`,
  );
  expect(prompt.tokenIds).toEqual(tokenizer.encode(tokenizer.decode(prompt.tokenIds)));
  expect(prompt.imageSpans.map(({ length }) => length)).toEqual([2, 3]);
  for (const { start, length } of prompt.imageSpans) {
    expect(new Set(prompt.tokenIds.slice(start, start + length))).toEqual(new Set([imageTokenId]));
    expect(prompt.tokenIds[start - 1]).toBe(tokenizer.specialTokens.get('<|vision_start|>'));
    expect(prompt.tokenIds[start + length]).toBe(tokenizer.specialTokens.get('<|vision_end|>'));
  }
});

it('encodes a question without images', async () => {
  const prompt = await encodePrompt(sampleOf('2 + 2?', 0), encoderOf([]));
  expect([prompt.imageSpans, prompt.images]).toEqual([[], []]);
});

it.each(golden['tokenizer.json'].added_tokens.map(({ content }) => content))(
  'refuses a question that spells %s',
  async (token) => {
    const encoding = encodePrompt(sampleOf(`a${token}b`, 1), encoderOf([[1, 2, 2]]));
    await expect(encoding).rejects.toThrow(DataError);
    await expect(encoding).rejects.toThrow(
      `sample ${aSample().id}: the question contains the special token ${token}`,
    );
  },
);

it('lets no question forge a special token', async () => {
  const fragment = fc.constantFrom(
    '<|',
    '|>',
    'image_pad',
    'im_end',
    '<',
    '|',
    '>',
    '\u0338',
    '\ufeff',
    ' ',
    '{{ messages }}',
    'x',
  );
  const baseline = (await encodePrompt(sampleOf('x', 1), encoderOf([[1, 2, 2]]))).tokenIds;
  const specials = (ids: readonly number[]) => ids.filter((id) => id >= 504);
  await fc.assert(
    fc.asyncProperty(fc.array(fragment, { maxLength: 8 }), async (fragments) => {
      const question = fragments.join('');
      const encoding = encodePrompt(sampleOf(question, 1), encoderOf([[1, 2, 2]]));
      const ids = await encoding.then(
        (prompt) => prompt.tokenIds,
        (error: unknown) => error,
      );
      if (Array.isArray(ids)) expect(specials(ids as number[])).toEqual(specials(baseline));
      else expect(ids).toBeInstanceOf(DataError);
    }),
  );
});

it('refuses a template that renders another number of images', async () => {
  const twice = createChatTemplate("{{ '<|image_pad|><|image_pad|>' }}", 'x');
  await expect(encodePrompt(sampleOf('?', 1), encoderOf([[1, 2, 2]], twice))).rejects.toThrow(
    CheckpointError,
  );
});

it('names the sample when an image cannot be used', async () => {
  const encodeImage = async () => Promise.reject(new DataError('is empty.', 'replace it.', 'a.png'));
  const encoding = encodePrompt(sampleOf('?', 1), { ...encoderOf([]), encodeImage });
  await expect(encoding).rejects.toThrow(`sample ${aSample().id}: a.png: is empty. Fix: replace it.`);
});

it('names the file of an image whose sides are too unequal', async () => {
  const encodeImage = async () => Promise.resolve({ grid: smartResize(1, 201, limits), pixels: [] } as never);
  const limits = { factor: 28, minPixels: 784, maxPixels: 7840 };
  const sample = { ...sampleOf('?', 0), images: [{ kind: 'file' as const, path: 'strip.png' }] };
  const encoder = { ...encoderOf([]), encodeImage };
  await expect(encodePrompt({ ...sample, question: '?' }, encoder)).rejects.toThrow(
    `sample ${aSample().id}: strip.png: an image of 201 x 1 pixels has an aspect ratio above 200.`,
  );
});
