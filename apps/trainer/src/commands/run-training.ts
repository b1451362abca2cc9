import { createReporter } from '../progress/reporter';
import type { OpenRun, OpenRunOptions } from '../run/open-run';
import { stopOnSignals } from '../stop';
import { train } from '../train';
import type { CommandIo } from '../io';
import { summarizeRun } from '../summary/summarize-run';

export interface TrainingRequest {
  /** The run's directory. */
  readonly path: string;
  /** Print the summary as JSON on stdout, and progress on stderr. */
  readonly json: boolean;
  readonly open: (options: OpenRunOptions) => Promise<OpenRun>;
}

/** Trains a run to its end or to the first Ctrl-C, and shows what it learned. Gives the exit code. */
export async function runTraining({ path, json, open }: TrainingRequest, io: CommandIo): Promise<number> {
  const reporter = createReporter(json ? io.stderr : io.stdout);
  const collaborators = await io.collaborators();
  const stop = stopOnSignals(io.process, reporter);
  try {
    const run = await open({ collaborators, reporter, path });
    try {
      const outcome = await train(run, stop);
      if (outcome === 'interrupted') {
        reporter.note(`interrupted; continue with: ${io.invocation} train --resume ${path}`);
        return 130;
      }
      const { summary, text } = await summarizeRun(run, {
        color: io.color,
        columns: io.stdout.columns ?? 100,
        invocation: io.invocation,
      });
      if (json) io.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
      else reporter.note(text);
      return 0;
    } finally {
      await run.close();
    }
  } finally {
    stop.release();
  }
}
