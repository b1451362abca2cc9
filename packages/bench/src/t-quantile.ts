/** The 0.975 quantile of the standard normal distribution: half the width of a 95 % interval in deviations. */
export const normalQuantile = 1.959963984540054;

/**
 * The 0.975 quantile of Student's t: half the width of a 95 % interval of a mean, in standard errors.
 *
 * Equation  up to 200 degrees of freedom the exact finite series of P(|T| < t), solved by bisection; beyond, the
 *           expansion in 1 / degrees around the normal quantile
 * Range     degrees: whole, at least 1; result from 12.706 down to 1.960
 * Source    Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3, 26.7.4 and 26.7.5
 */
export function tQuantile(degrees: number): number {
  if (degrees > 200) return expansion(degrees);
  let low = 0;
  let high = 20;
  while (high - low > 1e-13 * high) {
    const middle = (low + high) / 2;
    if (centralProbability(middle, degrees) < 0.95) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(|T| < t) for a whole number of degrees of freedom. */
function centralProbability(t: number, degrees: number): number {
  const theta = Math.atan(t / Math.sqrt(degrees));
  const cosine = Math.cos(theta);
  const odd = degrees % 2 === 1;
  let term = odd ? cosine : 1;
  let series = degrees === 1 ? 0 : term;
  for (let k = odd ? 2 : 1; k <= degrees - 3; k += 2) {
    term *= (k / (k + 1)) * cosine ** 2;
    series += term;
  }
  return odd ? (2 / Math.PI) * (theta + Math.sin(theta) * series) : Math.sin(theta) * series;
}

function expansion(degrees: number): number {
  const z = normalQuantile;
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + g1 / degrees + g2 / degrees ** 2 + g3 / degrees ** 3;
}
