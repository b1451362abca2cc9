import { createRng } from '@stepgrpo/core';
import { tf } from '@stepgrpo/tensor';
import { presets } from '../presets';
import { headDim } from './config';
import { causalAttention, packedBias, perHead } from './text-decoder';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const config = presets.get('tiny')({ size: 20, tokens });

it('attends as the definition says, head by head', async () => {
  await tf.setBackend('cpu');
  const [batch, length] = [2, 3];
  const width = headDim(config);
  const { numHeads, numKvHeads } = config;
  const rng = createRng(1);
  const random = (heads: number): tf.Tensor3D =>
    tf.tensor3d(
      Float32Array.from({ length: batch * length * heads * width }, () => rng.normal()),
      [batch * length, heads, width],
    );
  const [query, key, value] = [random(numHeads), random(numKvHeads), random(numKvHeads)];
  const context = await causalAttention(config, [batch, length])({ query, key, value }, 0).array();
  const [q, k, v] = [await query.array(), await key.array(), await value.array()];
  for (let b = 0; b < batch; b++) {
    for (let t = 0; t < length; t++) {
      for (let head = 0; head < numHeads; head++) {
        const kvHead = Math.floor(head / (numHeads / numKvHeads));
        const seen = Array.from({ length: t + 1 }, (_, s) => b * length + s);
        const scores = seen.map((s) =>
          Math.exp(q[b * length + t]![head]!.reduce((sum, x, i) => sum + x * k[s]![kvHead]![i]!, 0)),
        );
        const total = scores.reduce((sum, score) => sum + score, 0);
        for (let i = 0; i < width; i++) {
          const expected = seen.reduce((sum, s, j) => sum + (scores[j]! / total) * v[s]![kvHead]![i]!, 0);
          expect((context as number[][])[b * length + t]![head * width + i]).toBeCloseTo(expected, 4);
        }
      }
    }
  }
});

it('moves heads before positions', async () => {
  const x = tf.tensor3d([1, 2, 3, 4], [2, 2, 1]); // two tokens of two heads
  expect(await perHead(x, 1, 2).array()).toEqual([
    [
      [[1], [3]],
      [[2], [4]],
    ],
  ]);
});

it('lets a token see its segment and its prompt, up to itself', async () => {
  // a prompt 0 with two completions 1 and 2, and padding
  const segments = tf.tensor2d([[0, 0, 1, 2, 2, -1]], [1, 6], 'int32');
  const contexts = tf.tensor2d([[0, 0, 0, 0, 0, -1]], [1, 6], 'int32');
  const bias = await packedBias(segments, contexts).array();
  const seen = (bias as number[][][][])[0]![0]!.map((row) =>
    row.map((value) => Number(value === 0)).join(''),
  );
  expect(seen).toEqual(['100000', '110000', '111000', '110100', '110110', '000001']);
});
