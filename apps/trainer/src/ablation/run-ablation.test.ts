import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRules } from '@stepgrpo/rewards';
import { silentReporter } from '../progress/reporter';
import { neverStop } from '../stop';
import { fakeCollaborators } from '../testing/fake-collaborators';
import { aConfig } from '../testing/open-fake-session';
import { runAblation } from './run-ablation';

let path: string;
beforeEach(() => (path = mkdtempSync(join(tmpdir(), 'stepgrpo-ablation-'))));
afterEach(() => rmSync(path, { recursive: true }));

const config = aConfig();
const options = { reporter: silentReporter, seeds: [0, 1], arms: ['warm-up', 'outcome', 'stepwise-min'] };

it('trains each arm from the warm-up of its seed, as often and with as many updates', async () => {
  const collaborators = fakeCollaborators();
  const runs = await runAblation(config, { ...options, collaborators, path, stop: neverStop });
  expect(runs?.map(({ arm, seed }) => `${arm}-${seed}`)).toEqual([
    'warm-up-0',
    'outcome-0',
    'stepwise-min-0',
    'warm-up-1',
    'outcome-1',
    'stepwise-min-1',
  ]);
  const steps = runs!.filter(({ arm }) => arm !== 'warm-up').map(({ rewardCurve }) => rewardCurve.length);
  expect(new Set(steps)).toEqual(new Set([3]));
  const paths = collaborators.calls.openPolicy.map(({ model }) => model.path);
  expect(paths.filter((each) => each === join(path, 'seed-0', 'warm-up', 'final'))).toHaveLength(2);
  expect(collaborators.calls.createStepwise.map(({ reduce }) => reduce)).toEqual(['min', 'min']);
  const starts = runs!.filter(({ seed }) => seed === 0).map(({ accuracyCurve }) => accuracyCurve[0]);
  expect(new Set(starts.map((start) => start?.[1])).size).toBe(1); // all start where the warm-up ended
});

it('goes on where it was stopped, and does nothing again', async () => {
  const whole = await runAblation(config, {
    ...options,
    collaborators: fakeCollaborators(),
    path: join(path, 'whole'),
    stop: neverStop,
  });
  const cut = fakeCollaborators();
  const { updates } = cut.calls;
  const stop = {
    get requested() {
      return updates.length >= 8;
    },
    signal: neverStop.signal,
  };
  const at = join(path, 'cut');
  expect(await runAblation(config, { ...options, collaborators: cut, path: at, stop })).toBeNull();
  const again = fakeCollaborators();
  const runs = await runAblation(config, { ...options, collaborators: again, path: at, stop: neverStop });
  const plain = (all: typeof runs) => all?.map(({ durationMs: _durationMs, ...rest }) => rest);
  expect(plain(runs)).toEqual(plain(whole));
  const third = fakeCollaborators();
  await runAblation(config, { ...options, collaborators: third, path: at, stop: neverStop });
  expect(third.calls.updates).toHaveLength(0);
});

it('refuses to go on with another config', async () => {
  const parts = { ...options, seeds: [0], arms: ['outcome'], path, stop: neverStop };
  await runAblation(config, { ...parts, collaborators: fakeCollaborators() });
  const other = { ...config, stepgrpo: { ...config.stepgrpo!, steps: 2 } };
  await expect(runAblation(other, { ...parts, collaborators: fakeCollaborators() })).rejects.toThrow(
    /outcome: was trained with another config\. Fix: give the config/,
  );
});

it('refuses an arm whose rules do not stand alone, before anything is trained', async () => {
  const rewards = [
    { name: 'step-accuracy', weight: 1, options: {}, gate: 'step-validity' },
    { name: 'step-validity', weight: 1, options: {} },
  ];
  const gated = { ...config, stepgrpo: { ...config.stepgrpo!, rewards } };
  const collaborators = { ...fakeCollaborators(), createRules };
  await expect(
    runAblation(gated, { ...options, arms: ['step-rar'], collaborators, path, stop: neverStop }),
  ).rejects.toThrow(/the arm "step-rar" cannot be trained/);
  expect(collaborators.calls.openPolicy).toEqual([]);
});
