import { resumeRun, startRun } from '../run/open-run';
import { fakeCollaborators, type FakeCollaborators } from '../testing/fake-collaborators';
import { fakeIo, type FakeIo } from '../testing/fake-io';
import { aConfig } from '../testing/open-fake-session';
import { runFiles, type RunFiles } from '../testing/run-files';
import { runTraining } from './run-training';

let files: RunFiles;
beforeEach(() => (files = runFiles()));
afterEach(() => files.remove());

/** Collaborators that press Ctrl-C during the second update. */
function pressing(io: () => FakeIo): FakeCollaborators {
  const base = fakeCollaborators();
  return {
    ...base,
    createUpdater: (options) => {
      const updater = base.createUpdater(options);
      return {
        ...updater,
        get parameters() {
          return updater.parameters;
        },
        async step(batches, at) {
          if (base.calls.updates.length === 1) io().process.emit('SIGINT');
          return updater.step(batches, at);
        },
      };
    },
  };
}

it('finishes the update at hand on Ctrl-C, says how to go on, and goes on', async () => {
  const path = files.path('run');
  const io: FakeIo = fakeIo(pressing(() => io));
  const open = (options: Parameters<typeof resumeRun>[0]) =>
    startRun(aConfig(), { ...options, force: false });
  expect(await runTraining({ path, json: false, open }, io)).toBe(130);
  expect(io.written.stdout).toContain(`continue with: npx stepgrpo train --resume ${path}`);
  const second = fakeIo(fakeCollaborators());
  expect(await runTraining({ path, json: false, open: resumeRun }, second)).toBe(0);
  expect(second.written.stdout).toContain('What fake learned');
});

it('removes its signal handlers', async () => {
  const io = fakeIo(fakeCollaborators());
  const open = (options: Parameters<typeof resumeRun>[0]) =>
    startRun(aConfig(), { ...options, force: false });
  await runTraining({ path: files.path('run'), json: true, open }, io);
  expect(io.process.listenerCount('SIGINT')).toBe(0);
});
