import type { RgbImage } from './decode';

/** Fixed-point bits of the weights: 8-bit pixels times weights fit 32 bits with 2 bits to spare. */
const precisionBits = 22;

/**
 * Bicubic resampling as Pillow does it: a = -0.5, the kernel widened when shrinking (antialiased), half-pixel centres,
 * cut-off taps renormalised, weights in fixed point, and 8-bit rounding with clipping after each of the two passes.
 * The horizontal pass comes first, as in Pillow before 13 and in torchvision. An axis that keeps its length is left alone.
 *
 * Shapes  data [H, W, 3] -> [height, width, 3], 0 to 255
 * Source  python-pillow/Pillow src/libImaging/Resample.c
 */
export function resizeBicubic(
  image: RgbImage,
  { width, height }: { width: number; height: number },
): RgbImage {
  let { data } = image;
  if (width !== image.width) {
    data = resampleAxis(data, {
      weights: axisWeights(image.width, width),
      lines: image.height,
      lineStride: [image.width * 3, width * 3],
      stepStride: 3,
      run: 1,
    });
  }
  if (height !== image.height) {
    data = resampleAxis(data, {
      weights: axisWeights(image.height, height),
      lines: 1,
      lineStride: [0, 0],
      stepStride: width * 3,
      run: width,
    });
  }
  return { width, height, data };
}

/** The source pixels of each output pixel along an axis: `length` of them from `first`, with fixed-point weights. */
interface AxisWeights {
  readonly outputs: number;
  readonly taps: number;
  readonly first: Int32Array;
  readonly length: Int32Array;
  /** Row-major [outputs, taps]. */
  readonly weights: Int32Array;
}

/**
 * Equation  w(x) = (a+2)|x|^3 - (a+3)|x|^2 + 1 for |x| < 1; a|x|^3 - 5a|x|^2 + 8a|x| - 4a for |x| < 2; a = -0.5
 */
function bicubic(x: number): number {
  const a = -0.5;
  const distance = Math.abs(x);
  if (distance < 1) return ((a + 2) * distance - (a + 3)) * distance * distance + 1;
  if (distance < 2) return (((distance - 5) * distance + 8) * distance - 4) * a;
  return 0;
}

function axisWeights(inputs: number, outputs: number): AxisWeights {
  const scale = inputs / outputs;
  const widening = Math.max(scale, 1);
  const support = 2 * widening;
  const taps = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(outputs);
  const length = new Int32Array(outputs);
  const weights = new Int32Array(outputs * taps);
  for (let output = 0; output < outputs; output++) {
    const center = (output + 0.5) * scale;
    const from = Math.max(0, Math.trunc(center - support + 0.5));
    const to = Math.min(inputs, Math.trunc(center + support + 0.5));
    const line = Array.from({ length: to - from }, (_, i) =>
      bicubic((from + i - center + 0.5) * (1 / widening)),
    );
    const total = line.reduce((sum, weight) => sum + weight, 0);
    first[output] = from;
    length[output] = to - from;
    for (const [i, weight] of line.entries()) {
      const fixed = (weight / total) * (1 << precisionBits);
      weights[output * taps + i] = Math.trunc(fixed + (fixed < 0 ? -0.5 : 0.5));
    }
  }
  return { outputs, taps, first, length, weights };
}

/** How an axis lies in memory: each step along it is `stepStride` bytes and holds `run` RGB pixels. */
interface AxisLayout {
  readonly weights: AxisWeights;
  readonly lines: number;
  readonly lineStride: readonly [input: number, output: number];
  readonly stepStride: number;
  readonly run: number;
}

function resampleAxis(input: Uint8Array, layout: AxisLayout): Uint8Array {
  const { weights: axis, lines, lineStride, stepStride, run } = layout;
  const output = new Uint8ClampedArray(lines * axis.outputs * stepStride);
  const half = 1 << (precisionBits - 1);
  for (let line = 0; line < lines; line++) {
    for (let step = 0; step < axis.outputs; step++) {
      const from = line * lineStride[0] + axis.first[step]! * stepStride;
      const to = line * lineStride[1] + step * stepStride;
      const weightsAt = step * axis.taps;
      const length = axis.length[step]!;
      for (let byte = 0; byte < run * 3; byte++) {
        let sum = half;
        for (let tap = 0, at = from + byte; tap < length; tap++, at += stepStride) {
          sum += input[at]! * axis.weights[weightsAt + tap]!;
        }
        output[to + byte] = sum >> precisionBits;
      }
    }
  }
  return new Uint8Array(output.buffer);
}
