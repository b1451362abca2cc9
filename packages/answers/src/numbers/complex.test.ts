import { complexOver } from './complex';
import { digits40, doubles } from './real-field';

const c = complexOver(doubles);
const close = (a: { re: number; im: number }, re: number, im: number): void => {
  expect(a.re).toBeCloseTo(re, 12);
  expect(a.im).toBeCloseTo(im, 12);
};
const i = { re: 0, im: 1 };

it('knows that i squared is -1, and Euler', () => {
  close(c.power(i, c.real(2)), -1, 0);
  close(c.exp({ re: 0, im: Math.PI }), -1, 0);
});

it('takes principal branches', () => {
  close(c.squareRoot(c.real(-4)), 0, 2);
  close(c.log(c.real(-1)), 0, Math.PI);
  close(c.power(c.real(-8), c.real(1 / 3)), 1, Math.sqrt(3));
});

it('inverts sine and cosine, also where the result is not real', () => {
  for (const z of [c.real(0.3), { re: 0.4, im: -0.7 }, c.real(1)]) {
    close(c.sin(c.asin(z)), z.re, z.im);
    close(c.cos(c.acos(z)), z.re, z.im);
  }
  close(c.atan(c.real(1)), Math.PI / 4, 0);
});

it('divides: (1 + 2i) / (3 - i) = (1 + 7i) / 10', () => {
  close(c.divide({ re: 1, im: 2 }, { re: 3, im: -1 }), 0.1, 0.7);
});

it('keeps real things real', () => {
  expect(c.isReal(c.multiply(c.real(2), c.real(3)))).toBe(true);
  expect(c.isReal(c.sin(c.real(1)))).toBe(true);
});

it('does the same at 40 digits', () => {
  const d = complexOver(digits40);
  const root = d.squareRoot(d.real(digits40.fromNumber(2)));
  expect(d.multiply(root, root).re.minus(2).abs().lt(1e-40)).toBe(true);
});
