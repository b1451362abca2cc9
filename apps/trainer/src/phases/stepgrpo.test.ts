import type { HostTensor } from '@stepgrpo/tensor';
import { fakeCollaborators, type FakeCollaborators } from '../testing/fake-collaborators';
import { fakeTrainablePolicy } from '../testing/fake-trainable-policy';
import { aConfig, openFakeSession } from '../testing/open-fake-session';
import { openStepGrpo } from './stepgrpo';

const indices = [0, 1, 2, 3, 4];

async function open({
  klCoefficient = 0.5,
  collaborators,
}: { klCoefficient?: number; collaborators?: FakeCollaborators } = {}) {
  const base = aConfig();
  const config = { ...base, stepgrpo: { ...base.stepgrpo!, klCoefficient, promptsPerStep: 3 } };
  const { session, calls } = await openFakeSession(config, collaborators);
  const reference = klCoefficient > 0 ? fakeTrainablePolicy(session.policy.weights) : null;
  return { session, calls, phase: await openStepGrpo(session, { reference, indices }) };
}

const tensor = (batch: Readonly<Record<string, unknown>>, name: string) => batch[name] as HostTensor;

it('puts every completion into the update, with its advantage in its row', async () => {
  const { calls, phase } = await open();
  const { rollouts } = await phase.step(0);
  const { batches } = calls.updates[0]!;
  expect(batches.map((batch) => tensor(batch, 'mask').shape[0])).toEqual([2, 2, 2]); // 3 prompts, 2 completions each
  expect(batches.map((batch) => tensor(batch, 'rows').data[0])).toEqual([6, 6, 6]);
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
  expect(tensor(batch!, 'klCoefficient').data[0]).toBe(0.5);
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
