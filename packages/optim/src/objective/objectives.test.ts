import { createRng } from '@stepgrpo/core';
import { hostTensor, resolveBackend, type Backend, type HostTensor } from '@stepgrpo/tensor';
import { evaluate, matrix, scalars, type Evaluated } from '../conformance/evaluate';
import { lossDenominator } from './denominators';
import { objective, objectives } from './objectives';
import type { ObjectiveSettings } from './settings';

const mask = [[1, 1, 1, 1], [1, 1, 0, 0], [1, 1, 1, 0], [0, 0, 0, 0]]; // prettier-ignore
const rng = createRng('objectives');
const draw = (scale: number): number[][] => mask.map((row) => row.map(() => scale * rng.normal()));
const logProbs = draw(0.5).map((row) => row.map((value) => -1 - Math.abs(value)));
const nudged = (by: number): number[][] => {
  const noise = draw(by);
  return logProbs.map((row, i) => row.map((value, t) => value + noise[i]![t]!));
};
const [oldLogProbs, refLogProbs, entropies] = [
  nudged(0.15),
  nudged(0.4),
  draw(1).map((row) => row.map(Math.abs)),
];
const advantages = [1.2, -0.7, 0.4, 0.9];
const counts = { rows: 4, tokens: 9, maxTokens: 6 };

let backend: Backend;
beforeAll(async () => {
  ({ backend } = await resolveBackend({ prefer: 'tfjs-cpu' }));
});

function run(
  name: string,
  at: number[][],
  settings: Partial<ObjectiveSettings> = {},
  rows: readonly number[] = [0, 1, 2, 3],
): Promise<Evaluated> {
  const chosen = objective(name, settings);
  const pick = <T>(all: readonly T[]): T[] => rows.map((i) => all[i]!);
  const batch: Record<string, HostTensor | Record<string, HostTensor>> = {
    mask: matrix(pick(mask)),
    advantages: hostTensor(pick(advantages)),
    oldLogProbs: matrix(pick(oldLogProbs)),
    refLogProbs: matrix(pick(refLogProbs)),
    scalars: scalars({
      denominator: lossDenominator(chosen.settings.aggregation, counts),
      rows: counts.rows,
      tokens: counts.tokens,
      klCoefficient: 0.1,
      entropyCoefficient: 0.05,
      entropyDenominator: counts.tokens,
      entropyThreshold: 0.5,
    }),
  };
  return evaluate(backend, (policy, given) => chosen.loss(policy, given), {
    variables: { logProbs: matrix(pick(at)), entropies: matrix(pick(entropies)) },
    batch: batch,
  });
}

const variants = [
  ...objectives.names.map((name) => [name, {}] as const),
  ['grpo', { topEntropy: 0.5, entropyBonus: true, offPolicyThreshold: 0.1, klBiasCorrection: true }] as const,
];

/** Pieces that hold a weight constant in the gradient, so that the loss is not its integral. */
const isIntegrable = ([name]: readonly [string, unknown]): boolean => {
  const { policy, ratio } = objective(name).settings;
  return policy !== 'cispo' && policy !== 'vespo' && ratio !== 'sequence-token';
};

it.each(variants.filter(isIntegrable))(
  '%s: the gradient is that of finite differences %j',
  async (name, settings) => {
    const here = await run(name, logProbs, settings);
    const step = 0.01;
    for (const [i, t] of [
      [0, 0],
      [0, 3],
      [1, 1],
      [2, 2],
      [1, 3],
    ] as const) {
      // prettier-ignore
      const lossAt = async (by: number): Promise<number> =>
      (await run(name, logProbs.map((row, r) => row.map((value, c) => (r === i && c === t ? value + by : value))), settings)).loss; // prettier-ignore
      // Both one-sided slopes: at the edge of a clip range they differ, and the gradient lies between them.
      const slopes = [((await lossAt(step)) - here.loss) / step, (here.loss - (await lossAt(-step))) / step];
      const gradient = here.gradients['logProbs']![i * 4 + t]!;
      expect(gradient).toBeGreaterThan(Math.min(...slopes) - 2e-3);
      expect(gradient).toBeLessThan(Math.max(...slopes) + 2e-3);
    }
  },
);

it.each(variants)('%s: micro-batches sum to the whole %j', async (name, settings) => {
  const whole = await run(name, logProbs, settings);
  const parts = [await run(name, logProbs, settings, [0, 1]), await run(name, logProbs, settings, [2, 3])];
  expect(parts[0]!.loss + parts[1]!.loss).toBeCloseTo(whole.loss, 5);
  const gradient = parts.flatMap(({ gradients }) => gradients['logProbs']!);
  whole.gradients['logProbs']!.forEach((value, i) => expect(gradient[i]).toBeCloseTo(value, 5));
  for (const metric of ['kl', 'entropy', 'surprisal', 'kl_loss'])
    expect(parts[0]!.metrics[metric]! + parts[1]!.metrics[metric]!).toBeCloseTo(whole.metrics[metric]!, 5);
});

it.each(variants)('%s: a completion without tokens and padding move nothing %j', async (name, settings) => {
  const { gradients } = await run(name, logProbs, settings);
  gradients['logProbs']!.forEach((value, at) => {
    if (mask.flat()[at] === 0) expect(Math.abs(value)).toBe(0);
  });
});

it('stays finite where the policies are worlds apart, and reproduces TRL where asked to', async () => {
  const far = oldLogProbs.map((row) => row.map((value) => value + 200));
  const safe = await run('grpo', far);
  expect([safe.loss, ...safe.gradients['logProbs']!].every(Number.isFinite)).toBe(true);
  const faithful = await run('grpo', far, { compat: 'trl', maxLogRatio: Infinity });
  expect(Number.isFinite(faithful.loss)).toBe(false);
});

it('knows its names', () => {
  expect(() => objective('ppo')).toThrow('No objective is named "ppo".');
  expect(() => objective('grpo', { epsilonLow: -1 })).toThrow('objective.epsilonLow');
});
