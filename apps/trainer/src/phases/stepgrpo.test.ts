import { greedyBaselineEstimator } from '@stepgrpo/advantage';
import type { RlConfig } from '@stepgrpo/core';
import { hostTensor, type HostTensor } from '@stepgrpo/tensor';
import { fakeCollaborators, type FakeCollaborators } from '../testing/fake-collaborators';
import { fakeTrainablePolicy } from '../testing/fake-trainable-policy';
import { aConfig, openFakeSession } from '../testing/open-fake-session';
import { openStepGrpo } from './stepgrpo';

const indices = [0, 1, 2, 3, 4];

async function open({
  klCoefficient = 0.5,
  referenceOffset = 0,
  collaborators,
  ...changes
}: {
  klCoefficient?: number;
  /** How far the log-probabilities of the reference are from the policy's, nats. */
  referenceOffset?: number;
  collaborators?: FakeCollaborators;
} & Partial<RlConfig> = {}) {
  const base = aConfig();
  const config = { ...base, stepgrpo: { ...base.stepgrpo!, klCoefficient, promptsPerStep: 3, ...changes } };
  const { session, calls } = await openFakeSession(config, collaborators);
  const moved = { w: hostTensor([session.policy.weights['w']!.data[0]! + referenceOffset]) };
  const reference = klCoefficient > 0 ? fakeTrainablePolicy(moved) : null;
  return { session, calls, phase: await openStepGrpo(session, { reference, indices }) };
}

const tensor = (batch: Readonly<Record<string, unknown>>, name: string) => batch[name] as HostTensor;
const scalar = (batch: Readonly<Record<string, unknown>>, name: string) =>
  (batch['scalars'] as Record<string, HostTensor>)[name]!.data[0];

it('puts every completion into the update, with its advantage in its row', async () => {
  const { calls, phase } = await open();
  const { rollouts } = await phase.step(0);
  const { batches } = calls.updates[0]!;
  expect(batches.map((batch) => tensor(batch, 'mask').shape[0])).toEqual([2, 2, 2]); // 3 prompts, 2 completions each
  expect(batches.map((batch) => scalar(batch, 'rows'))).toEqual([6, 6, 6]);
  const seen = batches.flatMap((batch) => {
    const { data, shape } = (batch['inputs'] as { targets: HostTensor }).targets;
    const [mask, advantages] = [tensor(batch, 'mask').data, tensor(batch, 'advantages').data];
    return [0, 1].map((row) => {
      const at = row * shape[1]!;
      const ids = [...data].slice(at, at + shape[1]!).filter((_, t) => mask[at + t] === 1);
      return { text: ids.join(' '), advantage: advantages[row] };
    });
  });
  for (const { text, advantage } of rollouts.flatMap(({ completions }) => completions)) {
    expect(seen).toContainEqual({ text, advantage });
  }
});

it('compares with the reference where there is a KL term, token by token', async () => {
  const { session, calls, phase } = await open();
  const weight = session.policy.weights['w']!.data[0]!;
  await phase.step(0);
  const [batch] = calls.updates[0]!.batches;
  const mask = tensor(batch!, 'mask').data;
  expect([...tensor(batch!, 'refLogProbs').data]).toEqual([...mask].map((on) => on * weight));
  expect(scalar(batch!, 'klCoefficient')).toBe(0.5);
});

it('needs no reference without a KL term', async () => {
  const { calls, phase } = await open({ klCoefficient: 0 });
  await phase.step(0);
  expect(Object.keys(calls.updates[0]!.batches[0]!)).not.toContain('refLogProbs');
});

it('draws by step, so that a resumed run draws the same', async () => {
  const { phase, calls } = await open();
  await phase.step(1);
  const { phase: resumed, calls: again } = await open();
  await resumed.step(1);
  expect(again.updates[0]!.batches).toEqual(calls.updates[0]!.batches);
  expect(calls.sample[0]!.options.rng.path).toBe('0/stepgrpo/step-1');
});

it('draws and scores a greedy completion of each prompt for an estimator that compares with it', async () => {
  const collaborators = { ...fakeCollaborators(), createEstimator: () => greedyBaselineEstimator() };
  const { phase } = await open({ collaborators });
  const { rollouts } = await phase.step(0);
  const [drawn, greedy] = collaborators.calls.sample;
  expect(drawn!.options.groupSize).toBe(2);
  expect(greedy).toMatchObject({ samples: 3, options: { groupSize: 1, temperature: 0 } });
  expect(greedy!.options.rng.path).toBe('0/stepgrpo/step-0/greedy');
  for (const { completions } of rollouts) {
    const baselines = completions.map(({ total, advantage }) => total - advantage);
    expect(new Set(baselines).size).toBe(1); // one for all completions of a prompt
  }
});

it('says which rule was left out of a group, and why', async () => {
  const collaborators: FakeCollaborators = {
    ...fakeCollaborators(),
    createRules: async () => [
      {
        weight: 1,
        rule: { name: 'picky', range: [0, 1], score: () => ({ kind: 'ungradable', reason: 'no gold' }) },
      },
    ],
  };
  const { phase } = await open({ collaborators });
  const { warnings, metrics } = await phase.step(0);
  expect(warnings).toEqual(['step 1: picky left out of a group: no gold']);
  expect(metrics).toMatchObject({ reward: 0, zeroVarianceGroups: 1 });
});

const idsOf = (batch: Readonly<Record<string, unknown>>): readonly string[] => {
  const { data, shape } = (batch['inputs'] as { targets: HostTensor }).targets;
  const width = shape[1]!;
  return Array.from({ length: shape[0]! }, (_, row) =>
    [...data].slice(row * width, (row + 1) * width).join(' '),
  );
};

it('goes over a generation several times, in the same shares, with old log-probabilities from before', async () => {
  const { session, calls, phase } = await open({ iterations: 2, updatesPerGeneration: 3 });
  const weight = session.policy.weights['w']!.data[0]!;
  const { metrics } = await phase.step(0);
  expect(calls.updates).toHaveLength(6);
  const [first, second] = [calls.updates.slice(0, 3), calls.updates.slice(3)].map((pass) =>
    pass.map(({ batches }) => batches.map(idsOf)),
  );
  expect(second).toEqual(first);
  for (const { batches } of calls.updates) {
    expect(scalar(batches[0]!, 'rows')).toBe(2);
    const old = [...tensor(batches[0]!, 'oldLogProbs').data];
    expect(old).toEqual([...tensor(batches[0]!, 'mask').data].map((on) => on * weight));
  }
  expect(metrics['loss']).not.toBeNull();
});

it('learns nothing from truncated completions, which still count as rows', async () => {
  const whole = fakeCollaborators();
  const collaborators: FakeCollaborators = {
    ...whole,
    createSampler: () => ({
      name: 'cut',
      sample: async (...args) =>
        (await whole.createSampler().sample(...args)).map((group) => ({
          ...group,
          completions: group.completions.map((each) => ({
            ...each,
            finishReason: each.index === 0 ? ('length' as const) : ('stop' as const),
          })),
        })),
    }),
  };
  const { calls, phase } = await open({ collaborators, maskTruncated: true });
  const { metrics } = await phase.step(0);
  const { batches } = calls.updates[0]!;
  const counted = batches.flatMap((batch) => [...tensor(batch, 'mask').data]).filter((on) => on === 1).length;
  expect(scalar(batches[0]!, 'tokens')).toBe(counted);
  expect(counted).toBeLessThan(metrics['tokens']!);
  expect(scalar(batches[0]!, 'rows')).toBe(6);
  expect(metrics['completions/clipped_ratio']).toBe(0.5);
});

it('gives each token its own advantage with step-wise credit, and the old ones with process weight 0', async () => {
  const stepwise = { normalization: 'group-steps', reduce: 'sum', gamma: 1, epsilon: 1e-4 } as const;
  const { calls: plain, phase: classic } = await open();
  await classic.step(0);
  const { calls, phase } = await open({ stepwise: { ...stepwise, processWeight: 0, outcomeWeight: 1 } });
  await phase.step(0);
  plain.updates[0]!.batches.forEach((batch, b) => {
    const [scalars, tokens] = [
      tensor(batch, 'advantages'),
      tensor(calls.updates[0]!.batches[b]!, 'advantages'),
    ];
    const width = tokens.shape[1]!;
    const mask = tensor(batch, 'mask').data;
    expect([...tokens.data]).toEqual(
      [...mask].map((on, at) => (on === 0 ? 0 : scalars.data[Math.floor(at / width)]!)),
    );
  });
});

it('moves the reference every so many updates, and adapts the KL weight', async () => {
  const { session, calls, phase } = await open({
    updatesPerGeneration: 2,
    referenceSync: { everyUpdates: 2, alpha: 1 },
    klController: { target: 1e-6, horizon: 3 },
  });
  const before = session.policy.weights['w']!.data[0]!;
  await phase.step(0);
  await phase.step(1);
  const refs = calls.updates.map(({ batches }) => tensor(batches[0]!, 'refLogProbs').data[0]);
  expect(refs.slice(0, 2)).toEqual([before, before]);
  expect(refs[2]).not.toBe(before);
  const weights = calls.updates.map(({ batches }) => scalar(batches[0]!, 'klCoefficient')!);
  expect(weights[1]).toBeCloseTo(0.5 * 1.2, 6); // the divergence is far above its target: 0.2 * 3 rows / 3
  expect(phase.steering!.state().klCoefficient).toBeGreaterThan(weights[3]!);
});

it.each([
  ['groups', (totals: readonly number[]) => totals.map((total) => total - totals[0]!)], // what the fake estimator does
  ['greedy baselines', null],
] as const)('takes the KL off the reward instead, where asked to: %s', async (_name, advantagesOf) => {
  const fakes = fakeCollaborators();
  const collaborators =
    advantagesOf === null ? { ...fakes, createEstimator: () => greedyBaselineEstimator() } : fakes;
  const distance = 0.25;
  const { calls, phase } = await open({ klIn: 'reward', collaborators, referenceOffset: -distance });
  const { metrics, rollouts } = await phase.step(0);
  expect(Object.keys(calls.updates[0]!.batches[0]!)).not.toContain('refLogProbs');
  expect(metrics['kl']).toBeCloseTo(distance, 6);
  let lengths = new Set<number>();
  for (const { completions } of rollouts) {
    const totals = completions.map(({ total, tokens }) => total - 0.5 * tokens * distance);
    lengths = new Set([...lengths, ...completions.map(({ tokens }) => tokens)]);
    const advantages = completions.map(({ advantage }) => advantage);
    // Against whatever the totals are compared with, differences within a group are those of the penalised totals.
    const expected =
      advantagesOf === null
        ? totals.map((total) => total - totals[0]! + advantages[0]!)
        : advantagesOf(totals);
    advantages.forEach((advantage, i) => expect(advantage).toBeCloseTo(expected[i]!, 5));
  }
  expect(lengths.size).toBeGreaterThan(1); // else a penalty would cancel
});
