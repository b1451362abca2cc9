import { tf } from '@stepgrpo/tensor';
import { tokenEntropies } from './token-entropies';

it('is ln V where all tokens are equal, and near 0 where one is sure', async () => {
  const logits = tf.tensor2d([
    [1, 1, 1, 1],
    [60, 0, 0, 0],
  ]);
  const [even, sure] = await tokenEntropies(logits).data();
  expect(even).toBeCloseTo(Math.log(4), 6);
  expect(sure).toBeCloseTo(0, 6);
});
