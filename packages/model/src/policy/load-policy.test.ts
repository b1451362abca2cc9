import { join } from 'node:path';
import { resolveBackend } from '@stepgrpo/tensor';
import { describeWithFixtures } from '@stepgrpo/testing';
import { idsOnly } from '../conformance/model-cases';
import { readConfig } from '../checkpoint/checkpoint';
import { loadPolicy } from './load-policy';

jest.setTimeout(60_000); // compiling takes a while on a busy machine

describeWithFixtures('qwen2-vl-tiny', (root) => {
  it('opens a checkpoint directory with its text side', async () => {
    const { backend } = await resolveBackend();
    const policy = await loadPolicy({ path: join(root, 'model'), backend });
    expect(policy.name).toBe('model');
    expect(policy.endTokenIds).toEqual([506, 504]);
    const prompt = await policy.encode({ id: 'a', question: 'Hi', images: [], solution: '', keySteps: [] });
    const [scores] = await policy.logProbs([{ prompt, completionIds: policy.encodeText('Hi there') }]);
    expect(scores?.every((score) => score < 0)).toBe(true);
    await policy.dispose();
    await backend.dispose();
  });

  it('refuses a tokenizer larger than the embedding', async () => {
    const { backend } = await resolveBackend();
    const path = join(root, 'model');
    const text = { ...idsOnly(await readConfig(path)), vocabSize: 600 };
    await expect(loadPolicy({ path, backend, text })).rejects.toThrow(
      '600 tokens; vocab_size in its config.json is 512',
    );
    await backend.dispose();
  });
});
