import { runConfigSchema, type RunConfig, type RunConfigInput } from '@stepgrpo/core';
import { silentReporter } from '../progress/reporter';
import { openSession, type Session } from '../session';
import { fakeCollaborators, type FakeCollaborators } from './fake-collaborators';

const data = { kind: 'digits', split: 'train', count: 5 } as const;
const optim = { learningRate: 0.5, microBatchSize: 2 };

/** A config of both phases, as small as it gets; every part can be replaced. */
export function aConfig(overrides: Partial<RunConfigInput> = {}): RunConfig {
  return runConfigSchema.parse({
    name: 'fake',
    model: { preset: 'tiny' },
    warmup: { epochs: 1, data, optim },
    stepgrpo: { data, steps: 3, promptsPerStep: 2, groupSize: 2, rewards: [{ name: 'a' }], optim },
    eval: { data: { ...data, split: 'test' } },
    ...overrides,
  });
}

/** A session around fakes. */
export async function openFakeSession(
  config: RunConfig = aConfig(),
  collaborators: FakeCollaborators = fakeCollaborators(),
): Promise<{ readonly session: Session; readonly calls: FakeCollaborators['calls'] }> {
  const session = await openSession(config, { collaborators, reporter: silentReporter });
  return { session, calls: collaborators.calls };
}
