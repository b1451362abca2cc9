import { hostTensor } from '@stepgrpo/tensor';
import type { Collaborators, NamedTensors } from '../collaborators';
import { loadOptimizer, saveOptimizer } from './optimizer-file';

function inMemory(): Collaborators {
  const files = new Map<string, NamedTensors>();
  const part: Partial<Collaborators> = {
    writeTensors: async (path, tensors) => void files.set(path, tensors),
    readTensors: async (path) => files.get(path) ?? {},
  };
  return part as Collaborators;
}

it('reads back what it wrote', async () => {
  const files = inMemory();
  const state = { step: 3, m: { 'a/b': hostTensor([1, 2]) }, v: { 'a/b': hostTensor([3, 4]) } };
  await saveOptimizer('/run', state, files);
  expect(await loadOptimizer('/run', 3, files)).toEqual(state);
});

it('refuses a file of something else', async () => {
  const files = inMemory();
  await files.writeTensors('/run/optimizer.safetensors', { 'model.norm': hostTensor([1]) });
  await expect(loadOptimizer('/run', 1, files)).rejects.toThrow(/"model\.norm", which is no optimiser state/);
});
