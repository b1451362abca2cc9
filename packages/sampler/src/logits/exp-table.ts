/**
 * e^x for x <= 0, about three times as fast as `Math.exp`: most of the time of a draw goes into V of these.
 *
 * Equation  e^x = 2^-k * 2^(-j/256) * e^r with -x * 256 / ln 2 = 256 k + j + f, r = -f * ln 2 / 256; e^r by its
 *           Taylor polynomial of degree 4, whose first missing term is below r^5 / 120 < 2e-15
 * Range     x in [-Infinity, 0] -> [0, 1]; relative error below 1e-14 + 2.3e-16 |x|; 0 below -708, where the result
 *           would be subnormal; NaN for NaN
 * Source    table-driven exponentials: P. T. P. Tang, ACM TOMS 15(2), 1989
 */
export function expOfNonPositive(x: number): number {
  if (x < smallest) return 0;
  const scaled = x * -perUnit;
  const whole = scaled | 0;
  const r = (whole - scaled) * step;
  const series = 1 + r * (1 + r * (0.5 + r * (sixth + r * twentyFourth)));
  return series * fractions[whole & 255]! * powers[whole >> 8]!;
}

const smallest = -708;
const perUnit = 256 / Math.LN2;
const step = Math.LN2 / 256;
const sixth = 1 / 6;
const twentyFourth = 1 / 24;
/** 2^(-j/256). */
const fractions = Float64Array.from({ length: 256 }, (_, j) => 2 ** (-j / 256));
/** 2^-k, for every k that `smallest` can reach. */
const powers = Float64Array.from({ length: 1024 }, (_, k) => 2 ** -k);
