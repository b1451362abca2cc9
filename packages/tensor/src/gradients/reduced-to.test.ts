import { tf } from '../tf';
import { reducedTo } from './reduced-to';

it('sums over repeated axes and drops added ones', () => {
  const dy = tf.tensor([1, 2, 3, 4, 5, 6], [2, 3]);
  expect(reducedTo(dy, [2, 1]).arraySync()).toEqual([[6], [15]]);
  expect(reducedTo(dy, [3]).arraySync()).toEqual([5, 7, 9]);
  expect(reducedTo(dy, []).arraySync()).toBe(21);
  expect(reducedTo(dy, [2, 3]).arraySync()).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
});
