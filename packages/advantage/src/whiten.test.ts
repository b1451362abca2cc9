import { whiten } from './whiten';

it('gives the tokens that count mean 0 and variance 1, and carries the others along', () => {
  const [row] = whiten([[1, 100, 2, 6]], [[1, 0, 1, 1]]) as [number[]]; // prettier-ignore
  const spread = Math.sqrt(7); // mean 3, deviations -2, -1, 3, ddof 1
  [-2, 97, -1, 3].forEach((deviation, i) => expect(row[i]).toBeCloseTo(deviation / spread, 7));
});

it('stays finite with one token, and with none', () => {
  expect(whiten([[5]], [[1]])[0]![0]).toBeCloseTo(0, 3);
  expect(whiten([[5]], [[0]])[0]![0]).toBeCloseTo(5e4, 0);
});
