import type { LoraConfig } from '@stepgrpo/core';
import type { PolicyRequest } from './collaborators';
import { silentReporter } from './progress/reporter';
import { openSession } from './session';
import { fakeCollaborators } from './testing/fake-collaborators';
import { aConfig, openFakeSession } from './testing/open-fake-session';

it('hashes all data together', async () => {
  const { session } = await openFakeSession();
  const { session: same } = await openFakeSession(aConfig({ seed: 9 }));
  const { warmup: _warmup, ...rest } = aConfig();
  const { session: other } = await openFakeSession(rest);
  expect(same.data.hash).toBe(session.data.hash);
  expect(other.data.hash).not.toBe(session.data.hash);
});

it('teaches the tokenizer with training samples only', async () => {
  const collaborators = fakeCollaborators();
  const opened: PolicyRequest[] = [];
  const openPolicy = async (request: PolicyRequest) => {
    opened.push(request);
    return collaborators.openPolicy(request);
  };
  const config = aConfig({ eval: { data: { kind: 'sft', path: 'held-out', limit: 3 } } });
  await openSession(config, { collaborators: { ...collaborators, openPolicy }, reporter: silentReporter });
  const corpus = await opened[0]!.corpus();
  expect(corpus.map(({ id }) => id)).toEqual(['digits-0', 'digits-1', 'digits-2', 'digits-3', 'digits-4']);
});

it('refuses to train every weight of an adapter', async () => {
  const collaborators = fakeCollaborators();
  const openPolicy = async (request: PolicyRequest) =>
    collaborators.openPolicy({ ...request, model: { ...request.model, lora: aLora } });
  const { lora: aLora } = aConfig({ model: { preset: 'tiny', lora: {} } }).model as { lora: LoraConfig };
  const opening = openSession(aConfig(), {
    collaborators: { ...collaborators, openPolicy },
    reporter: silentReporter,
  });
  await expect(opening).rejects.toThrow('is an adapter, and the config trains every weight');
});
