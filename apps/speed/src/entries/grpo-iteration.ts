import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runEventSchema, type RunEvent } from '@stepgrpo/core';
import type { Entry } from '../entry';
import { median, spread } from '../measure';

type StepEnd = Extract<RunEvent, { kind: 'step-end' }>;

/** Updates of the warm-up: enough for completions to have the form and the length of reasoning paths. */
const warmupSteps = 150;
/** Iterations that are not counted: programs are compiled in them. */
const ignored = 3;
const counted = 7;

/**
 * Iterations of the digits default as the trainer itself makes them and writes them down: rollouts, rewards, update.
 * The trainer runs in a process of its own, whose memory is not in the row.
 */
export const grpoIterationEntry: Entry = {
  summary: 'StepGRPO iterations of the digits default, by the trainer',
  async run({ threads }) {
    const steps = (await iterationsOf(threads)).slice(-counted);
    const times = steps.map(({ durationMs }) => durationMs);
    const stages = [...new Set(steps.flatMap(({ stagesMs }) => Object.keys(stagesMs)))];
    const shares = stages.map((stage) => {
      const share = median(steps.map(({ stagesMs, durationMs }) => (stagesMs[stage] ?? 0) / durationMs));
      return [`${stage}Share`, share] as const;
    });
    const tokens = median(steps.map(({ metrics }) => metrics['tokens'] ?? 0));
    const value = median(times);
    const details = {
      tokens,
      tokensPerSecond: (tokens * 1000) / value,
      ...Object.fromEntries(shares),
      ...spread(times),
    };
    return [{ name: 'grpo-iteration/digits', value, unit: 'ms', limit: null, share: null, details }];
  },
};

async function iterationsOf(threads: number): Promise<readonly StepEnd[]> {
  const directory = await mkdtemp(join(tmpdir(), 'stepgrpo-speed-'));
  try {
    const config = join(directory, 'speed.toml');
    await writeFile(config, speedConfig(await readFile('configs/digits.toml', 'utf8')));
    const flags = ['--import', 'tsx', '--conditions=@stepgrpo/source', 'apps/trainer/src/main.ts'];
    const command = ['train', config, '--runs', directory, '--set', `backend.threads=${threads}`];
    await promisify(execFile)(process.execPath, [...flags, ...command], { maxBuffer: 2 ** 26 });
    const lines = (await readFile(join(directory, 'speed', 'events.jsonl'), 'utf8')).trim().split('\n');
    return stepGrpoSteps(lines);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The digits config with a short warm-up, few iterations and no evaluation. */
export function speedConfig(digits: string): string {
  const withoutEval = digits.slice(0, digits.indexOf('[eval]'));
  return withoutEval
    .replace(/^name = .*$/m, 'name = "speed"')
    .replace(/^count = \d+$/m, `count = ${warmupSteps * 16}`)
    .replace(/^steps = \d+$/m, `steps = ${ignored + counted}`);
}

/** The ends of the StepGRPO steps in a run log. */
export function stepGrpoSteps(lines: readonly string[]): readonly StepEnd[] {
  const events = lines.map((line) => runEventSchema.parse(JSON.parse(line)));
  return events.filter((event): event is StepEnd => event.kind === 'step-end' && event.phase === 'stepgrpo');
}
