import { euclidCost, joinCost, passCost, sizeOf } from './exact-cost';
import { rational } from './rational';

const small = rational(2, 3);
const whole = rational(10n ** 1000n);
const large = rational(7n ** 3000n, 9n ** 3000n);

it('measures the longer of numerator and denominator', () => {
  expect(sizeOf(small)).toBe(16);
  expect(sizeOf(whole)).toBe(3324); // 1000 log2(10) = 3321.9, rounded up to a multiple of four
  expect(sizeOf(large)).toBe(9512); // 3000 log2(9) = 9509.8
});

it('costs a few operations for answers, and more than a budget has for what nobody answers', () => {
  expect(joinCost(small, small)).toBeLessThan(10);
  expect(joinCost(whole, whole)).toBeLessThan(100);
  expect(joinCost(large, large)).toBeGreaterThan(10_000);
  expect(euclidCost(whole, whole)).toBeGreaterThan(joinCost(whole, whole));
  expect(passCost(small)).toBe(1);
});

it('never costs less for more digits, and does not depend on the order', () => {
  for (let digits = 10n; digits < 1000n; digits += 90n) {
    const [a, b] = [rational(1n, 7n ** digits), rational(1n, 7n ** (digits + 30n))];
    expect(joinCost(b, b)).toBeGreaterThan(joinCost(a, a));
    expect(joinCost(a, b)).toBe(joinCost(b, a));
    expect(euclidCost(a, b)).toBe(euclidCost(b, a));
  }
});
