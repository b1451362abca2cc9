import { CheckpointError } from '@stepgrpo/core';
import golden from '../../golden/image-processor.json';
import type { BundleFileName } from '../text-bundle-files';
import { readImageProcessorConfig, withPixelLimits } from './image-processor-config';

const published = golden.config;
const { min_pixels: _min, max_pixels: _max, ...withoutLimits } = published;
const size = { shortest_edge: 3136, longest_edge: 200704 };

const files = (name: BundleFileName, json: unknown) => new Map([[name, JSON.stringify(json)]]);
const readPublished = (json: unknown, limits = {}) =>
  readImageProcessorConfig(files('preprocessor_config.json', json), '/ckpt', limits);

it('reads the published layout', () => {
  expect(readPublished(published)).toEqual({
    minPixels: 3136,
    maxPixels: 12845056,
    patchSize: 14,
    mergeSize: 2,
    temporalPatchSize: 2,
    mean: [0.48145466, 0.4578275, 0.40821073],
    std: [0.26862954, 0.26130258, 0.27577711],
  });
});

it('reads the layout of transformers 5, alone or nested', () => {
  const expected = { ...readPublished(published), maxPixels: 200704 };
  expect(readPublished({ ...withoutLimits, size })).toEqual(expected);
  expect(readPublished({ ...withoutLimits, size, min_pixels: null, max_pixels: null })).toEqual(expected);
  const nested = { image_processor: { ...withoutLimits, size }, processor_class: 'Qwen2VLProcessor' };
  expect(readImageProcessorConfig(files('processor_config.json', nested), '/ckpt')).toEqual(expected);
});

it('takes the limits of the class where the file has none', () => {
  expect(readPublished(withoutLimits)).toMatchObject({ minPixels: 3136, maxPixels: 1003520 });
});

it('lets given limits win', () => {
  expect(readPublished(published, { maxPixels: 400000 })).toMatchObject({
    minPixels: 3136,
    maxPixels: 400000,
  });
});

it.each<[BundleFileName, unknown]>([
  ['preprocessor_config.json', published],
  ['preprocessor_config.json', withoutLimits],
  ['preprocessor_config.json', { ...withoutLimits, size }],
  ['processor_config.json', { image_processor: { ...withoutLimits, size }, video_processor: { size } }],
])('writes limits into %s so that they are read again', (name, json) => {
  const limits = { minPixels: 784, maxPixels: 7840 };
  const written = withPixelLimits(files(name, json), '/ckpt', limits);
  expect(readImageProcessorConfig(written, '/ckpt')).toMatchObject(limits);
  const video = (JSON.parse(written.get(name)!) as { video_processor?: unknown }).video_processor;
  expect(video).toEqual((json as { video_processor?: unknown }).video_processor);
});

it('leaves the files as they are when no limits are given', () => {
  const original = files('preprocessor_config.json', published);
  expect(withPixelLimits(original, '/ckpt', {})).toBe(original);
});

it.each<[string, unknown, string]>([
  ['another resampling', { ...published, resample: 2 }, 'resample'],
  ['no resizing', { ...published, do_resize: false }, 'do_resize'],
  ['other rescaling', { ...published, rescale_factor: 1 }, 'rescale_factor'],
  ['a zero deviation', { ...published, image_std: [1, 1, 0] }, 'image_std'],
  ['a fraction of a pixel', { ...published, patch_size: 14.5 }, 'patch_size'],
  ['a list', [], 'preprocessor_config.json'],
  ['crossed limits', { ...published, min_pixels: 99999999 }, 'exceed'],
])('refuses %s', (_what, json, message) => {
  expect(() => readPublished(json)).toThrow(CheckpointError);
  expect(() => readPublished(json)).toThrow(message);
});

it('says which files it looked for', () => {
  expect(() => readImageProcessorConfig(new Map(), '/ckpt')).toThrow('/ckpt has no image processor');
});
