import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluatePolicy } from './evaluation';
import { silentReporter } from './progress/reporter';
import { startRun } from './run/open-run';
import { neverStop, type Stop } from './stop';
import { fakeCollaborators, type FakeCollaborators } from './testing/fake-collaborators';
import { aConfig } from './testing/open-fake-session';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'stepgrpo-evaluation-'))));
afterEach(() => rmSync(root, { recursive: true }));

async function evaluate(slice: boolean, { stop = neverStop, collaborators = fakeCollaborators() } = {}) {
  const path = join(root, 'run');
  const base = aConfig();
  const config = { ...base, eval: { ...base.eval!, sliceSize: 2 } };
  const run = await startRun(config, { collaborators, reporter: silentReporter, path, force: false });
  await evaluatePolicy(run, { phase: 'warmup', step: 3, slice }, stop);
  await run.close();
  return { run, calls: collaborators.calls };
}

it('records a whole evaluation and keeps its answers', async () => {
  const { run, calls } = await evaluate(false);
  expect(calls.evaluate[0]!.samples).toHaveLength(5);
  expect(run.recorder.events.at(-1)).toMatchObject({
    kind: 'eval-end',
    phase: 'warmup',
    step: 3,
    slice: false,
  });
  expect(readFileSync(run.directory.predictions('warmup'), 'utf8').trimEnd().split('\n')).toHaveLength(5);
});

it('asks only the first questions for a slice', async () => {
  const { calls, run } = await evaluate(true);
  expect(calls.evaluate[0]!.samples.map(({ id }) => id)).toEqual(['digits-0', 'digits-1']);
  expect(() => readFileSync(run.directory.predictions('warmup'))).toThrow(/ENOENT/);
});

it('is dropped when the run is to stop, but not when it fails', async () => {
  const controller = new AbortController();
  const stop: Stop = {
    get requested() {
      return controller.signal.aborted;
    },
    signal: controller.signal,
  };
  const failing = (before: () => void): FakeCollaborators => ({
    ...fakeCollaborators(),
    evaluate: async () => {
      before();
      throw new Error('sampler gave up');
    },
  });
  const { run } = await evaluate(false, { stop, collaborators: failing(() => controller.abort()) });
  expect(run.recorder.events.map(({ kind }) => kind)).not.toContain('eval-end');
  rmSync(join(root, 'run'), { recursive: true });
  await expect(evaluate(false, { collaborators: failing(() => undefined) })).rejects.toThrow(
    'sampler gave up',
  );
});
