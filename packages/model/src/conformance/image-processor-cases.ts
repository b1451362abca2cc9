import { join } from 'node:path';
import { z } from 'zod';
import { openSafetensors, type SafetensorsFile } from '../checkpoint/safetensors';
import type { RgbImage } from '../image/decode';
import { decodeImage } from '../image/decode';
import { resizeBicubic } from '../image/resize-bicubic';
import type { ImageProcessor } from '../qwen2-vl/image-processor';
import { createImageProcessor } from '../qwen2-vl/image-processor';
import { readImageProcessorConfig } from '../qwen2-vl/image-processor-config';
import type { CaseCheck, CaseResult } from './case-result';
import { checkEqual, checkWithin, runCase } from './case-result';
import { readGoldenFile } from './golden-file';
import { runSmartResizeCases } from './smart-resize-cases';

const size = z.object({ height: z.number(), width: z.number() });
const limits = z.object({ max_abs: z.number(), mean_abs: z.number().optional() });
const expected = z.object({
  smart_resize: size,
  image_grid_thw: z.tuple([z.number(), z.number(), z.number()]),
  pixel_values_shape: z.tuple([z.number(), z.number()]),
  mean: z.number(),
  sum_abs: z.number(),
  resized_file: z.string().nullish(),
  tensor: z.string().optional(),
  row_stride: z.number().int().positive().default(1),
  same_as: z.string().optional(),
});
const image = size.extend({
  file: z.string(),
  decoded_file: z.string().optional(),
  configs: z.record(z.string(), expected),
});
const goldens = z.object({
  configs: z.record(z.string(), z.string()),
  tensors_file: z.string(),
  tolerance: z.object({ no_resize: limits, pil_style: limits }),
  images: z.record(z.string(), image),
  pass_order: size
    .extend({
      file: z.string(),
      smart_resize: size,
      horizontal_first_file: z.string(),
      vertical_first_file: z.string(),
    })
    .optional(),
});
type Goldens = z.output<typeof goldens>;
type Expected = z.output<typeof expected>;

/** Levels of 0 to 255 by which a resized or decoded image may differ anywhere: two, as between Pillow and torchvision. */
const maxLevels = 2;

/**
 * Compares sizes, resized images and patches with golden data, for every image with every config.
 *
 * Throws  DataError when `<folder>/image-processor/goldens.json` or a file it names is absent
 */
export async function runImageProcessorCases(folder: string): Promise<readonly CaseResult[]> {
  const root = join(folder, 'image-processor');
  const golden = await readGoldenFile(join(root, 'goldens.json'), goldens);
  const processors = await readProcessors(root, golden);
  const tensors = await openSafetensors(join(root, golden.tensors_file));
  try {
    const results: CaseResult[] = [];
    for (const [name, image] of Object.entries(golden.images)) {
      results.push(await runCase(`decode ${name}`, () => checkDecoded(root, image)));
      for (const config of Object.keys(image.configs)) {
        const context = { root, golden, image, config, processor: processors.get(config), tensors };
        results.push(await runCase(`${name} @ ${config}`, () => checkImage(context)));
      }
    }
    const order = golden.pass_order;
    if (order) results.push(await runCase('pass order', () => checkPassOrder(root, order)));
    return [...results, ...(await runSmartResizeCases(root))];
  } finally {
    await tensors.close();
  }
}

async function readProcessors(root: string, golden: Goldens): Promise<ReadonlyMap<string, ImageProcessor>> {
  const processors = new Map<string, ImageProcessor>();
  for (const [name, file] of Object.entries(golden.configs)) {
    const content = JSON.stringify(await readGoldenFile(join(root, file), z.looseObject({})));
    const files = new Map([['preprocessor_config.json', content]] as const);
    processors.set(name, createImageProcessor(readImageProcessorConfig(files, root)));
  }
  return processors;
}

/** A config that gives the same result as another has no tensor of its own. */
function tensorOf(configs: Readonly<Record<string, Expected>>, name: string) {
  const own = configs[name]!;
  const { tensor, row_stride, resized_file } =
    own.same_as === undefined ? own : (configs[own.same_as] ?? own);
  return { tensor, row_stride, resized_file };
}

const readImage = (root: string, file: string): Promise<RgbImage> =>
  decodeImage({ kind: 'file', path: join(root, file) });

async function checkDecoded(root: string, { file, width, height, decoded_file }: z.output<typeof image>) {
  const decoded = await readImage(root, file);
  const checks = [checkEqual('width, height', [decoded.width, decoded.height], [width, height])];
  if (decoded_file === undefined) return checks;
  const { data } = await readImage(root, decoded_file);
  return [...checks, checkWithin('levels', difference(decoded.data, data).max, maxLevels)];
}

interface ImageCase {
  readonly root: string;
  readonly golden: Goldens;
  readonly image: z.output<typeof image>;
  readonly config: string;
  readonly processor: ImageProcessor | undefined;
  readonly tensors: SafetensorsFile;
}

async function checkImage({
  root,
  golden,
  image,
  config,
  processor,
  tensors,
}: ImageCase): Promise<CaseCheck[]> {
  if (!processor) return [{ ...checkWithin('config', Infinity, 0), detail: `there is no config ${config}` }];
  const expectation = { ...image.configs[config]!, ...tensorOf(image.configs, config) };
  const pixels = await readImage(root, image.decoded_file ?? image.file);
  const { height, width } = expectation.smart_resize;
  const [rows, columns] = expectation.pixel_values_shape;
  const encoded = processor.encode(pixels);
  const isKept = height === pixels.height && width === pixels.width;
  const tolerance = isKept ? golden.tolerance.no_resize : golden.tolerance.pil_style;
  const meanTolerance = tolerance.mean_abs ?? tolerance.max_abs;
  const checks = [
    checkEqual('grid', encoded.grid, expectation.image_grid_thw),
    checkEqual(
      'grid before pixels',
      processor.gridOf(pixels.height, pixels.width),
      expectation.image_grid_thw,
    ),
    checkEqual('values', [encoded.pixels.length], [rows * columns]),
    checkWithin('mean', Math.abs(mean(encoded.pixels) - expectation.mean), meanTolerance),
  ];
  if (expectation.tensor !== undefined) {
    const { data } = await tensors.read(expectation.tensor);
    const { max, mean } = difference(everyRow(encoded.pixels, columns, expectation.row_stride), data);
    checks.push(
      checkWithin('patches', max, tolerance.max_abs),
      checkWithin('patches, mean', mean, meanTolerance),
    );
  }
  if (expectation.resized_file) {
    const resized = await readImage(root, expectation.resized_file);
    const levels = difference(resizeBicubic(pixels, { width, height }).data, resized.data);
    checks.push(checkWithin('resized image, levels', levels.max, maxLevels));
  }
  return checks;
}

/** Either order of the passes is right: Pillow 13 differs from earlier versions and from torchvision here. */
async function checkPassOrder(root: string, order: NonNullable<Goldens['pass_order']>): Promise<CaseCheck[]> {
  const image = await readImage(root, order.file);
  const { data } = resizeBicubic(image, order.smart_resize);
  const either = [order.horizontal_first_file, order.vertical_first_file].map(
    async (file) => difference(data, (await readImage(root, file)).data).max,
  );
  return [checkWithin('levels', Math.min(...(await Promise.all(either))), maxLevels)];
}

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function everyRow(values: Float32Array, columns: number, stride: number): Float32Array {
  const rows: number[] = [];
  for (let row = 0; row * columns < values.length; row += stride) {
    for (const value of values.subarray(row * columns, (row + 1) * columns)) rows.push(value);
  }
  return Float32Array.from(rows);
}

function difference(actual: ArrayLike<number>, expected: ArrayLike<number>): { max: number; mean: number } {
  if (actual.length !== expected.length) return { max: Infinity, mean: Infinity };
  let max = 0;
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    const error = Math.abs(actual[i]! - expected[i]!);
    max = error <= max ? max : error;
    sum += error;
  }
  return { max, mean: actual.length === 0 ? 0 : sum / actual.length };
}
