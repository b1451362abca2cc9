import { createRng } from '@stepgrpo/core';
import { tf } from '@stepgrpo/tensor';
import { initialWeights } from '../policy/create-policy';
import { presets } from '../presets';
import { headDim } from '../qwen2-vl/config';
import { decodeStep } from './decode-step';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const config = presets.get('tiny')({ size: 20, tokens });

it('computes rows of one slot as it does rows with a slot each', async () => {
  await tf.setBackend('cpu');
  const rng = createRng(2);
  const width = headDim(config);
  const { numKvHeads, numLayers } = config;
  const random = (...shape: number[]): tf.Tensor =>
    tf.tensor(
      Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => rng.normal()),
      shape,
    );
  const byLayer = (make: (layer: number) => tf.Tensor): Record<string, tf.Tensor> =>
    Object.fromEntries(Array.from({ length: numLayers }, (_, layer) => [String(layer), make(layer)]));
  const weights = Object.fromEntries(
    Object.entries(initialWeights({ ...config, initializerRange: 0.4 }, rng)).map(
      ([name, { data, shape }]) => [name, tf.tensor(data, [...shape])],
    ),
  );
  const [rows, promptLength, completionLength] = [4, 5, 3];
  const inputs = {
    tokenIds: tf.tensor1d([7, 8, 9, 10], 'int32'),
    cos: random(rows, 1, width),
    sin: random(rows, 1, width),
    bias: tf.zeros([rows, 1, promptLength + completionLength + 1]),
    completionKeys: byLayer(() => random(rows, numKvHeads, completionLength, width)),
    completionValues: byLayer(() => random(rows, numKvHeads, completionLength, width)),
    promptKeys: byLayer(() => random(2, numKvHeads, promptLength, width)),
    promptValues: byLayer(() => random(2, numKvHeads, promptLength, width)),
  };
  const shared = decodeStep(weights, config, inputs);
  const repeat = (cache: Record<string, tf.Tensor>): Record<string, tf.Tensor> =>
    byLayer((layer) => tf.gather(cache[String(layer)]!, tf.tensor1d([0, 0, 1, 1], 'int32')));
  const single = decodeStep(weights, config, {
    ...inputs,
    promptKeys: repeat(inputs.promptKeys),
    promptValues: repeat(inputs.promptValues),
  });
  expect(shared.fresh.shape).toEqual([2 * numLayers, rows, numKvHeads, width]);
  const [left, right] = [await shared.logits.data(), await single.logits.data()];
  left.forEach((logit, i) => expect(logit).toBeCloseTo(right[i] ?? NaN, 5));
});
