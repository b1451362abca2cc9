import { learningRateAt, warmupSteps, type Schedule } from './schedule';

const at = (schedule: Schedule, step: number): number =>
  learningRateAt(step, { schedule, peak: 2, totalSteps: 110, warmupSteps: 10 });

it('starts at 0 and rises in a straight line to the peak', () => {
  expect([0, 5, 10].map((step) => at('cosine', step))).toEqual([0, 1, 2]);
});

it('falls by hand-computed values', () => {
  expect(at('constant', 60)).toBe(2);
  expect(at('linear', 60)).toBeCloseTo(1, 14);
  expect(at('cosine', 60)).toBeCloseTo(1, 14); // half way: cos(pi / 2) = 0
  expect(at('cosine', 35)).toBeCloseTo(1 + Math.SQRT1_2, 14); // a quarter: cos(pi / 4)
  expect([at('linear', 110), at('cosine', 110)]).toEqual([0, 0]);
});

it('stays where it ended beyond the last step', () => {
  expect([at('constant', 200), at('linear', 200), at('cosine', 200)]).toEqual([2, 0, 0]);
});

it('starts at the peak without a warm-up', () => {
  expect(learningRateAt(0, { schedule: 'cosine', peak: 1, totalSteps: 5, warmupSteps: 0 })).toBe(1);
});

it('rounds the steps of the warm-up up', () => {
  expect([warmupSteps(100, 0.03), warmupSteps(101, 0.03), warmupSteps(10, 0)]).toEqual([3, 4, 0]);
});

it('refuses a name it does not know', () => {
  expect(() => at('toString' as Schedule, 1)).toThrow('No learning-rate schedule is named "toString".');
});
