import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPhase } from '../phases/open-phase';
import { silentReporter } from '../progress/reporter';
import { fakeCollaborators } from '../testing/fake-collaborators';
import { aConfig } from '../testing/open-fake-session';
import { latestCheckpoint } from './checkpoint';
import { startRun } from './open-run';
import { saveCheckpoint } from './save-checkpoint';

it('writes everything a resumed run needs, numbered over both phases', async () => {
  const root = mkdtempSync(join(tmpdir(), 'stepgrpo-save-'));
  const path = join(root, 'run');
  const run = await startRun(aConfig(), {
    collaborators: fakeCollaborators(),
    reporter: silentReporter,
    path,
    force: false,
  });
  const { phase, reference } = await openPhase(run, 'stepgrpo');
  await phase.step(0);
  const saved = await saveCheckpoint(run, { phase, step: 1, reference });
  expect(saved).toBe(join(path, 'checkpoints', 'step-000004')); // 3 updates of warm-up before
  expect(readdirSync(saved).sort()).toEqual([
    'manifest.json',
    'optimizer.safetensors',
    'trainer.json',
    'weights.json',
  ]);
  expect(latestCheckpoint(run.directory.checkpoints)?.state).toMatchObject({
    phase: 'stepgrpo',
    step: 1,
    totalStep: 4,
    optimizerStep: 1,
    reference: reference?.digest,
  });
  await run.close();
  rmSync(root, { recursive: true });
});
