import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runConfigSchema } from '@stepgrpo/core';
import { silentReporter } from '../progress/reporter';
import { saveCheckpoint } from '../run/save-checkpoint';
import { resumeRun, startRun } from '../run/open-run';
import { fakeCollaborators } from '../testing/fake-collaborators';
import { aConfig } from '../testing/open-fake-session';
import { openPhase } from './open-phase';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'stepgrpo-phase-'))));
afterEach(() => rmSync(root, { recursive: true }));

it('goes on with the optimiser and the reference of its checkpoint', async () => {
  const options = () => ({
    collaborators: fakeCollaborators(),
    reporter: silentReporter,
    path: join(root, 'run'),
  });
  const run = await startRun(aConfig(), { ...options(), force: false });
  const { phase, reference, done } = await openPhase(run, 'stepgrpo');
  expect(done).toBe(0);
  await phase.step(0);
  await saveCheckpoint(run, { phase, step: 1, reference });
  await run.close();
  const again = await resumeRun(options());
  const resumed = await openPhase(again, 'stepgrpo');
  expect(resumed.done).toBe(1);
  expect(resumed.phase.updater.state()).toEqual(phase.updater.state());
  expect(resumed.reference?.policy.weights).toEqual(reference?.policy.weights);
  expect(again.session.policy.weights).toEqual(run.session.policy.weights);
  await again.close();
});

it.each([
  ['every weight', {}, ['stale-weights']],
  ['adapters', { lora: { rank: 2 } }, ['adapter', 'stale-weights']],
] as const)(
  'tells the doctor which weights a sampler of %s may be left with',
  async (_name, model, faults) => {
    const collaborators = fakeCollaborators();
    const base = aConfig();
    const config = runConfigSchema.parse({ ...base, model: { ...base.model, ...model } });
    const run = await startRun(config, {
      collaborators,
      reporter: silentReporter,
      path: join(root, 'run'),
      force: false,
    });
    await openPhase(run, 'stepgrpo');
    const others = collaborators.calls.createDoctor[0]!.otherWeights!();
    expect(others.map(({ fault }) => fault)).toEqual(faults);
    await run.close();
  },
);
