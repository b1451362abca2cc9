import type { EncodedImage, EncodedPrompt, ImageSource, Sample } from '@stepgrpo/core';
import fc from 'fast-check';
import { collateSequences } from '../policy/collate';
import { visionSpans } from '../policy/batch-writer';
import { layOutRows } from '../policy/sequence-batch';
import { presets } from '../presets';
import { createTextBundle } from '../text-bundle-create';
import { vocabularyOf } from '../vocabulary';
import { patchDim } from './config';
import { expandImageTokens } from './encode-prompt';
import { createImageProcessor } from './image-processor';
import { clipMean, clipStd } from './image-processor-config';

/** architecture.md 4: a prompt has as many image tokens as its images have merged patches, and nothing ever cuts a span. */
const text = createTextBundle({
  corpus: ['What is it?'],
  vocabSize: 300,
  minPixels: 28 * 28,
  maxPixels: 28 * 28 * 12,
});
const config = presets.get('tiny')(vocabularyOf(text));
const imageId = text.imageTokenId;

const side = fc.oneof(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 6000 }));
const imageSize = fc
  .tuple(side, side)
  .filter(([height, width]) => Math.max(height, width) <= 200 * Math.min(height, width));

it('holds for 10,000 sizes, limits, patch and merge sizes', () => {
  const settings = fc.record({
    patchSize: fc.constantFrom(12, 14, 16),
    mergeSize: fc.integer({ min: 2, max: 4 }),
    minPixels: fc.integer({ min: 1, max: 200_000 }),
    span: fc.integer({ min: 0, max: 400_000 }),
  });
  fc.assert(
    fc.property(
      fc.array(imageSize, { minLength: 1, maxLength: 3 }),
      settings,
      (sizes, { span, ...sized }) => {
        const { mergeSize, minPixels } = sized;
        const processor = createImageProcessor({
          ...sized,
          maxPixels: minPixels + span,
          temporalPatchSize: 2,
          mean: clipMean,
          std: clipStd,
        });
        const images = sizes.map(([height, width]) => ({ grid: processor.gridOf(height, width) }));
        const { tokenIds, imageSpans } = expandImageTokens([1, ...images.flatMap(() => [2, imageId, 3]), 4], {
          imageTokenId: imageId,
          images,
          mergeSize,
        });
        const merged = images.map(
          ({ grid: [t, h, w] }) => t * Math.floor(h / mergeSize) * Math.floor(w / mergeSize),
        );
        const isWhole = images.every(({ grid: [, h, w] }) => h % mergeSize === 0 && w % mergeSize === 0);
        const isFenced = imageSpans.every(
          ({ start, length }, i) =>
            length === merged[i] && tokenIds[start - 1] === 2 && tokenIds[start + length] === 3,
        );
        const total = merged.reduce((sum, count) => sum + count, 0);
        const found = tokenIds.reduce((count, id) => count + Number(id === imageId), 0);
        return isWhole && isFenced && imageSpans.length === images.length && found === total;
      },
    ),
    { numRuns: 10_000 },
  );
});

/** Pixels that differ from image to image. */
const pixelsOf = ([height, width]: readonly [number, number], at: number): ImageSource => ({
  kind: 'pixels',
  width,
  height,
  data: Uint8Array.from({ length: height * width * 3 }, (_, i) => (i * 31 + at * 97) % 256),
});
const smallSize = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }))
  .map((size) => size as readonly [number, number]);
const promptOf = (sizes: readonly (readonly [number, number])[]): Promise<EncodedPrompt> => {
  const sample: Sample = {
    id: 's',
    question: 'What is it?',
    images: sizes.map(pixelsOf),
    solution: '',
    keySteps: [],
  };
  return text.encodePrompt(sample);
};
const mergedOf = ({ grid: [t, h, w] }: EncodedImage): number => (t * h * w) / 4;

it('holds with real pixels, from the sample to the rows of the batch', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(smallSize, { maxLength: 3 }), async (sizes) => {
      const prompt = await promptOf(sizes);
      const total = prompt.images.reduce((sum, image) => sum + mergedOf(image), 0);
      const positions = prompt.tokenIds.flatMap((id, i) => (id === imageId ? [i] : []));
      expect(positions).toHaveLength(total);
      prompt.images.forEach((image) =>
        expect(image.pixels).toHaveLength(mergedOf(image) * 4 * patchDim(config)),
      );
      const { inputs } = collateSequences(config, [{ prompt, completionIds: [imageId, 1] }]);
      const rows = [...inputs.imageRows.data];
      const used = rows.flatMap((row, i) => (row >= 0 ? [i] : []));
      expect(used).toEqual(positions); // an image token that a completion emits takes no row
      const taken = rows.filter((row) => row >= 0);
      expect(new Set(taken).size).toBe(total);
      const [frames = 0, patches = 0] = inputs.windows.shape;
      expect(taken.every((row) => row < (frames * patches) / 4)).toBe(true);
    }),
    { numRuns: 300 },
  );
}, 60_000);

it('refuses a batch that a prompt does not fit into, wherever the cut would be', async () => {
  const prompt = await promptOf([
    [56, 84],
    [28, 28],
  ]);
  for (let length = 1; length < prompt.tokenIds.length; length++) {
    const pack = (): unknown => layOutRows(config, [{ prompt, continuation: [] }], { rows: 1, length });
    expect(pack).toThrow(`Row 0 has ${prompt.tokenIds.length} tokens, the batch holds ${length}`);
  }
});

it('notices a span that somebody has cut, or lost', async () => {
  const prompt = await promptOf([[56, 84]]);
  const [span] = prompt.imageSpans as [EncodedPrompt['imageSpans'][number]];
  for (let length = 0; length < span.length; length++) {
    const cut = { ...prompt, imageSpans: [{ ...span, length }] };
    expect(() => visionSpans(config, cut)).toThrow(`Image span 0 has ${length} tokens`);
  }
  expect(() => visionSpans(config, { ...prompt, imageSpans: [] })).toThrow('1 image(s) and 0 image span(s)');
});
