import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentReporter } from '../progress/reporter';
import { startRun } from '../run/open-run';
import { neverStop } from '../stop';
import { fakeCollaborators } from '../testing/fake-collaborators';
import { aConfig } from '../testing/open-fake-session';
import { train } from '../train';
import { summarizeRun } from './summarize-run';

it('leaves summary, report and learning curve in the run, and shows three questions', async () => {
  const root = mkdtempSync(join(tmpdir(), 'stepgrpo-summary-'));
  const path = join(root, 'run');
  const saved: string[] = [];
  const collaborators = {
    ...fakeCollaborators(),
    savePng: async (_image: unknown, file: string) => void saved.push(file),
  };
  const run = await startRun(aConfig(), { collaborators, reporter: silentReporter, path, force: false });
  await train(run, neverStop);
  const { summary, text } = await summarizeRun(run, {
    color: false,
    columns: 80,
    invocation: 'npx stepgrpo',
  });
  await run.close();
  expect(summary.evaluations.map(({ label }) => label)).toEqual(['after warm-up', 'after StepGRPO']);
  expect(summary.improvement).toMatchObject({ mean: 0, count: 5 }); // the fake grades everything as correct
  expect(summary.showcase).toHaveLength(3);
  expect(saved).toEqual(summary.showcase.flatMap(({ images }) => images));
  for (const file of Object.values<string>({ ...summary.files })) expect(existsSync(file)).toBe(true);
  expect(JSON.parse(readFileSync(summary.files.summary, 'utf8'))).toEqual(
    JSON.parse(JSON.stringify(summary)),
  );
  expect(text).toContain('Held-out question 3');
  rmSync(root, { recursive: true });
});
