import { writeFileSync } from 'node:fs';
import type { OpenRun } from '../run/open-run';
import { drawLearningCurve } from './learning-curve';

export async function summarizeRun(
  run: OpenRun,
  options: { color: boolean; invocation: string },
): Promise<{ data: unknown; text: string }> {
  writeFileSync(
    run.directory.file('learning-curve.svg'),
    drawLearningCurve(run.recorder.events, run.session.config.name),
  );
  const data = run.recorder.events.filter((e) => e.kind === 'eval-end');
  return { data, text: JSON.stringify(data, null, 1) };
}
