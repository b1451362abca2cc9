import fc from 'fast-check';
import golden from '../../golden/image-processor.json';
import { decodeImageBytes } from './decode';
import { resizeBicubic } from './resize-bicubic';

it.each(golden.resized)('resizes $name exactly as Pillow does', async ({ png, resizedPng }) => {
  const image = await decodeImageBytes(Buffer.from(png, 'base64'), 'golden');
  const expected = await decodeImageBytes(Buffer.from(resizedPng, 'base64'), 'golden');
  expect(Buffer.compare(resizeBicubic(image, expected).data, expected.data)).toBe(0);
});

/** The kernel in floating point along one line, without the shortcuts of the fixed-point code. */
function resampleLine(line: readonly number[], outputs: number): number[] {
  const scale = line.length / outputs;
  const widening = Math.max(1, scale);
  const kernel = (x: number): number => {
    const d = Math.abs(x);
    if (d < 1) return 1.5 * d ** 3 - 2.5 * d ** 2 + 1;
    return d < 2 ? -0.5 * d ** 3 + 2.5 * d ** 2 - 4 * d + 2 : 0;
  };
  return Array.from({ length: outputs }, (_, output) => {
    const weights = line.map((_, i) => kernel((i + 0.5 - (output + 0.5) * scale) / widening));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const value = line.reduce((sum, pixel, i) => sum + (pixel * weights[i]!) / total, 0);
    return Math.min(255, Math.max(0, value));
  });
}

it('agrees with the kernel in floating point, along rows and along columns', () => {
  const line = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(line, fc.integer({ min: 1, max: 60 }), (pixels, outputs) => {
      const data = Uint8Array.from(pixels.flatMap((pixel) => [pixel, 0, 255]));
      const row = resizeBicubic({ width: pixels.length, height: 1, data }, { width: outputs, height: 1 });
      const column = resizeBicubic({ width: 1, height: pixels.length, data }, { width: 1, height: outputs });
      expect(Buffer.compare(row.data, column.data)).toBe(0);
      const errors = resampleLine(pixels, outputs).map((value, i) => Math.abs(row.data[i * 3]! - value));
      expect(Math.max(...errors)).toBeLessThanOrEqual(0.51);
      expect([row.data[1], row.data[2]]).toEqual([0, 255]);
    }),
  );
});

it('leaves an image of the right size alone', () => {
  const image = { width: 2, height: 1, data: Uint8Array.from([1, 2, 3, 4, 5, 6]) };
  expect(resizeBicubic(image, image).data).toBe(image.data);
});
