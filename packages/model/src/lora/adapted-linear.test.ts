import { tf } from '@stepgrpo/tensor';
import { adapterOutput, withDropout } from './adapted-linear';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const weights = (): Record<string, tf.Tensor> => ({
  'x.lora_A.weight': tf.tensor2d([1, 2, 3], [1, 3]),
  'x.lora_B.weight': tf.tensor2d([10, -1], [2, 1]),
  'lora.scale': tf.scalar(0.5),
});

it('multiplies by A, then B, then the scale', () => {
  const output = adapterOutput(weights(), 'x', tf.tensor2d([1, 1, 1, 0, 2, 0], [2, 3]));
  expect([...output!.dataSync()]).toEqual([30, -3, 20, -2]); // x A^T is 6 and 4
});

it('adds nothing to a linear without an adapter', () => {
  expect(adapterOutput(weights(), 'y', tf.ones([1, 3]))).toBeUndefined();
});

it('drops inputs where the weights carry keys', () => {
  const everything = {
    dropoutRows: tf.zeros([1, 1]),
    dropoutColumns: tf.zeros([1, 3]),
    dropoutThreshold: tf.scalar(4090.5),
  };
  const output = adapterOutput(withDropout(weights(), everything), 'x', tf.ones([1, 3]));
  expect([...output!.dataSync()].map(Math.abs)).toEqual([0, 0]);
  expect(withDropout(weights(), { dropoutRows: undefined })).not.toHaveProperty('lora.dropoutRows');
});
