import { createSteering } from './steering';

const measured = { kl: 0.2, rows: 100, entropy: 0.1 };

it('keeps fixed weights', () => {
  const steering = createSteering({
    klCoefficient: 0.04,
    entropy: { coefficient: 0.01, delta: 1, min: 0, max: 9 },
  });
  steering.afterUpdate(measured);
  expect([steering.klCoefficient, steering.entropyCoefficient]).toEqual([0.04, 0.01]);
});

it('raises the KL weight when the divergence is above its target', () => {
  const steering = createSteering({ klCoefficient: 0.04, klController: { target: 0.1, horizon: 1000 } });
  steering.afterUpdate(measured);
  expect(steering.klCoefficient).toBeCloseTo(0.04 * (1 + (0.2 * 100) / 1000), 12);
  steering.afterUpdate({ ...measured, kl: Number.NaN });
  expect(steering.klCoefficient).toBeCloseTo(0.0408, 12);
});

it('gives a bonus only once the policy was too sure, and goes on from a saved state', () => {
  const entropy = { coefficient: 0.1, target: 0.2, delta: 0.05, min: 0, max: 1 };
  const steering = createSteering({ klCoefficient: 0, entropy });
  expect(steering.entropyCoefficient).toBe(0);
  expect(steering.state().lastEntropy).toBeNull();
  steering.afterUpdate(measured);
  expect(steering.entropyCoefficient).toBeCloseTo(0.15, 12);
  const resumed = createSteering({ klCoefficient: 0, entropy });
  resumed.restore(steering.state());
  for (const each of [steering, resumed]) each.afterUpdate({ ...measured, entropy: 0.5 });
  expect(resumed.state()).toEqual(steering.state());
  expect(resumed.entropyCoefficient).toBe(0);
});
