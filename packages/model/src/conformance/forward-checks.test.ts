import { hostTensor } from '@stepgrpo/tensor';
import { frameRows } from './forward-checks';

it('keeps the rows of real patches, frame by frame', () => {
  const pixels = hostTensor(new Float32Array(2 * 4), [2, 4, 1]);
  const output = hostTensor([1, 2, 3, 4, 5, 6, 7, 8], [8, 1]);
  expect([
    ...frameRows(
      output,
      pixels,
      [
        [1, 1, 2],
        [1, 1, 3],
      ],
      1,
    ),
  ]).toEqual([1, 2, 5, 6, 7]);
});
