import { ShapeError, type AdvantageEstimator } from '@stepgrpo/core';
import fc from 'fast-check';

export interface EstimatorLawOptions {
  /** The estimator looks at the whole batch, as its name must say, so groups are not judged one by one. */
  readonly acrossGroups?: boolean;
  /** A higher reward never gets a lower advantage within a group. True of all but unusual estimators. */
  readonly keepsOrder?: boolean;
}

/** Rewards on a grid of 1/64, so that shifting them is exact. */
const reward = fc.integer({ min: -256, max: 256 }).map((steps) => steps / 64);
const batch = fc.array(fc.array(reward, { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 4 });

/** The laws every `AdvantageEstimator` obeys; an implementation gets them for one line. */
export function describeEstimator(
  estimator: AdvantageEstimator,
  { acrossGroups = false, keepsOrder = true }: EstimatorLawOptions = {},
): void {
  const { name } = estimator;
  const estimate = (rewards: readonly (readonly number[])[]): number[][] => estimator.estimate(rewards);
  const close = (actual: readonly number[][], expected: readonly number[][]): void => {
    expect(actual.map((group) => group.length)).toEqual(expected.map((group) => group.length));
    const wanted = expected.flat();
    actual.flat().forEach((value, i) => expect(Math.abs(value - wanted[i]!)).toBeLessThan(1e-8));
  };
  const check = (law: (rewards: number[][]) => void): void => fc.assert(fc.property(batch, law));

  describe(`laws of the advantage estimator "${name}"`, () => {
    it('has a kebab-case name', () => expect(name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/));

    it('gives one finite number for each reward', () =>
      check((rewards) => {
        const advantages = estimate(rewards);
        expect(advantages.map((group) => group.length)).toEqual(rewards.map((group) => group.length));
        expect(advantages.flat().every(Number.isFinite)).toBe(true);
      }));

    it('is pure: the same answer twice, and its input untouched', () =>
      check((rewards) => {
        const before = structuredClone(rewards);
        expect(estimate(rewards)).toEqual(estimate(rewards));
        expect(rewards).toEqual(before);
      }));

    it('does not care about a bonus that every completion gets', () =>
      check((rewards) =>
        close(estimate(rewards.map((group) => group.map((value) => value + 3))), estimate(rewards)),
      ));

    it('does not care in which order a group is listed', () =>
      check((rewards) =>
        close(
          estimate(rewards.map((group) => [...group].reverse())),
          estimate(rewards).map((group) => [...group].reverse()),
        ),
      ));

    it('gives 0 to a group of equal rewards', () =>
      check((rewards) => {
        const level = [rewards[0]!.map(() => 0.3), ...rewards.slice(1)];
        expect(estimate(level)[0]!.every((value) => Math.abs(value) < 1e-8)).toBe(true);
      }));

    it('treats a missing reward as neither good nor bad', () =>
      check((rewards) => {
        const holes = rewards.map((group) => [...group, Number.NaN]);
        const advantages = estimate(holes);
        expect(advantages.every((group) => group.at(-1) === 0)).toBe(true);
        close(
          advantages.map((group) => group.slice(0, -1)),
          estimate(rewards),
        );
      }));

    it('refuses a group of one', () => expect(() => estimate([[1]])).toThrow(ShapeError));

    if (keepsOrder)
      it('never ranks a better completion below a worse one', () =>
        check((rewards) =>
          estimate(rewards).forEach((group, b) => {
            const byReward = group.map((value, i) => [rewards[b]![i]!, value] as const);
            byReward.sort(([r], [s]) => r - s);
            byReward.slice(1).forEach(([higher, value], i) => {
              const [lower, below] = byReward[i]!;
              if (higher > lower) expect(value).toBeGreaterThanOrEqual(below - 1e-8);
            });
          }),
        ));

    if (!acrossGroups)
      it('judges each group by itself', () =>
        check((rewards) =>
          close(
            estimate(rewards),
            rewards.flatMap((group) => estimate([group])),
          ),
        ));
  });
}
