import { objective } from '@stepgrpo/optim';
import type { HostTensor } from '@stepgrpo/tensor';
import { aCompletion } from '@stepgrpo/testing';
import { fakeTrainablePolicy } from '../testing/fake-trainable-policy';
import { aConfig } from '../testing/open-fake-session';
import { rowsOf, updateBatches, withScalars } from './objective-batches';
import { createSteering } from './steering';

const rl = { ...aConfig().stepgrpo!, maxCompletionTokens: 10 };
const prompt = { tokenIds: [1], imageSpans: [], images: [] };
const completions = ['abc', 'a', 'ab'].map((text, index) => aCompletion(text, { index }));
const policy = fakeTrainablePolicy({});
const batchesFor = async (name: string, overrides: object = {}) => {
  const { settings } = objective(name, overrides);
  const rows = rowsOf([{ prompt, completions }], [[1, [2], [3, 4]]]);
  const update = await updateBatches(rows, { rl, settings, policy, reference: null });
  return withScalars(update, { rl, settings, steering: createSteering(rl), generationTokens: 12 });
};
const numbers = (tensor: unknown): number[] => [...(tensor as HostTensor).data];

it('lays out in the order of the groups, with counts of the whole update in every micro-batch', async () => {
  const [first, second] = await batchesFor('step-grpo');
  expect(numbers(first!.advantages)).toEqual([1, 0, 0, 2, 0, 0]);
  expect(first!.advantages.shape).toEqual([2, 3]);
  expect(numbers(second!.mask)).toEqual([1, 1, 0, 0]); // a row of padding
  for (const batch of [first!, second!]) {
    const { denominator, rows, tokens } = batch.scalars;
    expect([denominator, rows, tokens].map((tensor) => numbers(tensor)[0])).toEqual([3, 3, 6]);
  }
});

it.each([
  ['dapo', {}, [6, 6]],
  ['dr-grpo', {}, [30, 30]],
  ['dapo', { compat: 'trl' }, [12, 12]],
  ['bnpo', { compat: 'trl' }, [8, 4]], // tokens of each, times two micro-batches
] as const)('divides %s %j by %j', async (name, overrides, expected) => {
  const divisors = (await batchesFor(name, overrides)).map(
    ({ scalars }) => numbers(scalars['denominator'])[0],
  );
  expect(divisors).toEqual([...expected]);
});

it('has what entropies and corrections need only where they are', async () => {
  const [plain] = await batchesFor('step-grpo');
  expect(Object.keys(plain!)).not.toContain('samplingLogProbs');
  const mismatch = { mode: 'token-truncate', max: 2 };
  const [all] = await batchesFor('step-grpo', { topEntropy: 0.5, mismatch, entropyBonus: true });
  expect(Object.keys(all!)).toContain('samplingLogProbs');
  expect(Object.keys(all!.scalars)).toEqual(expect.arrayContaining(['entropyRank', 'entropyCoefficient']));
});
