import { createRng } from '@stepgrpo/core';
import { hostTensor } from '@stepgrpo/tensor';
import { fakeCollaborators } from './fake-collaborators';

it('updates weights by everything an update depends on', async () => {
  const update = async (learningRate: number, value: number): Promise<number> => {
    const { createUpdater } = fakeCollaborators();
    const updater = createUpdater({
      backend: null as never,
      parameters: { w: hostTensor([1]) },
      loss: null as never,
      optim: {} as never,
    });
    await updater.step([{ x: hostTensor([value]) }], { learningRate });
    return updater.parameters['w']!.data[0]!;
  };
  expect(await update(1, 2)).toBe(await update(1, 2));
  expect(await update(1, 2)).not.toBe(await update(1, 3));
  expect(await update(1, 2)).not.toBe(await update(9, 2));
});

it('draws the same completions from the same generator', async () => {
  const { createSampler, openPolicy, openData } = fakeCollaborators();
  const rng = createRng(1);
  const policy = await openPolicy({
    model: { preset: 'x' },
    backend: null as never,
    rng,
    corpus: async () => [],
  });
  const source = await openData({
    kind: 'digits',
    split: 'train',
    count: 3,
    seed: 0,
    digits: [2, 4],
    shortcuts: 0,
  });
  const options = { groupSize: 2, temperature: 1, topP: 1, topK: 0, maxNewTokens: 4, rng };
  const draw = async () => createSampler().sample(policy, [await source.get(0)], options);
  expect(await draw()).toEqual(await draw());
});
