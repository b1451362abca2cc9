import type { HostTensor } from '@stepgrpo/tensor';
import { fakeCollaborators } from '../testing/fake-collaborators';
import { aConfig, openFakeSession } from '../testing/open-fake-session';
import { openWarmup, warmupSteps } from './warmup';

const data = { kind: 'digits', split: 'train', count: 5 } as const;
const optim = {
  learningRate: 0.5,
  microBatchSize: 2,
  accumulation: 2,
  warmupRatio: 0,
  schedule: 'constant',
} as const;
const config = aConfig({ warmup: { epochs: 2, data, optim } });

it('shows every sample as often as there are epochs, and fills the last update', async () => {
  const { session, calls } = await openFakeSession(config);
  const phase = openWarmup(session);
  expect([phase.steps, warmupSteps(session)]).toEqual([3, 3]); // 2 epochs of 5 samples, 4 an update
  for (let step = 0; step < phase.steps; step++) await phase.step(step);
  expect(calls.updates.map(({ batches }) => batches.length)).toEqual([2, 2, 2]);
});

it('learns the reasoning path and the end token, averaged over the tokens of the whole update', async () => {
  const { session, calls } = await openFakeSession(config);
  const report = await openWarmup(session).step(0);
  const { batches } = calls.updates[0]!;
  const masks = batches.map(({ mask }) => mask as HostTensor);
  const targets = batches.map(({ inputs }) => (inputs as { targets: HostTensor }).targets);
  const learned = masks.map(({ data: mask }) => [...mask].reduce((sum, value) => sum + value, 0));
  const total = learned[0]! + learned[1]!;
  expect(batches.map(({ tokens }) => (tokens as HostTensor).data[0])).toEqual([total, total]);
  expect(report.metrics).toMatchObject({ tokens: total, learningRate: 0.5, skipped: 0 });
  const first = [...targets[0]!.data].slice(0, masks[0]!.shape[1]);
  expect(first.slice(0, first.indexOf(0)).every((unit) => unit === 'r'.charCodeAt(0))).toBe(true);
});

it('gives the policy its new weights', async () => {
  const { session } = await openFakeSession(config);
  const before = session.policy.weights;
  const phase = openWarmup(session);
  await phase.step(0);
  expect(session.policy.weights).not.toEqual(before);
});

it('names a sample without a reasoning path', async () => {
  const { openData, ...rest } = fakeCollaborators();
  const collaborators = {
    ...rest,
    openData: async (source: Parameters<typeof openData>[0]) => ({
      ...(await openData(source)),
      get: () => ({ id: 'bare', question: 'q', images: [], solution: '1', keySteps: [] }),
    }),
  };
  const { session } = await openFakeSession(config, collaborators);
  await expect(openWarmup(session).step(0)).rejects.toThrow(/sample bare: has no reasoning path/);
});
