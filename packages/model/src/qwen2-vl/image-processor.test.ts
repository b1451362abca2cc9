import fc from 'fast-check';
import golden from '../../golden/image-processor.json';
import { decodeImageBytes } from '../image/decode';
import { createImageProcessor, imageTokenCount } from './image-processor';
import { readImageProcessorConfig } from './image-processor-config';

const files = new Map([['preprocessor_config.json', JSON.stringify(golden.config)]] as const);
const config = readImageProcessorConfig(files, 'golden');

it.each(golden.resized)('gives $name its grid', async ({ png, grid }) => {
  const image = await decodeImageBytes(Buffer.from(png, 'base64'), 'golden');
  const processor = createImageProcessor(config);
  expect(processor.encode(image).grid).toEqual(grid);
  expect(processor.gridOf(image.height, image.width)).toEqual(grid);
});

it('gives the patches of the original', async () => {
  const { name, rows } = golden.patches;
  const { png } = golden.resized.find((image) => image.name === name)!;
  const image = await decodeImageBytes(Buffer.from(png, 'base64'), 'golden');
  const { pixels } = createImageProcessor(config).encode(image);
  for (const [row, encoded] of Object.entries(rows)) {
    const expected = new Float32Array(Uint8Array.from(Buffer.from(encoded, 'base64')).buffer);
    const actual = pixels.subarray(Number(row) * 1176, (Number(row) + 1) * 1176);
    const errors = expected.map((value, i) => Math.abs(value - actual[i]!));
    expect(Math.max(...errors)).toBeLessThanOrEqual(golden.tolerance.no_resize.max_abs);
  }
});

it('orders patches in squares, and values by channel, time, row and column', () => {
  const [mean, std] = [
    [0, 0, 0],
    [1, 1, 1],
  ] as const;
  const small = { ...config, mean, std, patchSize: 2, minPixels: 1, maxPixels: 1000 };
  const [width, height] = [8, 4];
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => i);
  const { grid, pixels } = createImageProcessor(small).encode({ width, height, data });
  expect(grid).toEqual([1, 2, 4]);
  const byte = (y: number, x: number, channel: number): number => (y * width + x) * 3 + channel;
  const topLeft = [
    [0, 0],
    [0, 2],
    [2, 0],
    [2, 2],
    [0, 4],
    [0, 6],
    [2, 4],
    [2, 6],
  ];
  const expected = topLeft.flatMap(([y, x]) =>
    [0, 1, 2].flatMap((channel) => {
      const frame = [byte(y!, x!, channel), byte(y!, x! + 1, channel)];
      frame.push(byte(y! + 1, x!, channel), byte(y! + 1, x! + 1, channel));
      return [...frame, ...frame];
    }),
  );
  expect([...pixels].map((value) => Math.round(value * 255))).toEqual(expected);
});

it('makes one token of each square of patches, for any size within any limits', () => {
  const side = fc.integer({ min: 1, max: 3000 });
  const limits = fc.record({
    min: fc.integer({ min: 1, max: 300_000 }),
    span: fc.integer({ min: 0, max: 2_000_000 }),
  });
  fc.assert(
    fc.property(side, side, limits, (height, width, { min, span }) => {
      fc.pre(Math.max(height, width) / Math.min(height, width) <= 200);
      const processor = createImageProcessor({ ...config, minPixels: min, maxPixels: min + span });
      const [t, h, w] = processor.gridOf(height, width);
      const tokens = imageTokenCount([t, h, w], 2);
      return (
        Number.isInteger(tokens) && tokens === (h / 2) * (w / 2) && h % 2 === 0 && w % 2 === 0 && tokens >= 1
      );
    }),
    { numRuns: 10_000 },
  );
});
