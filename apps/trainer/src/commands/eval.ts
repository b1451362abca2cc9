import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError, createRng, type RunConfig } from '@stepgrpo/core';
import type { Evaluation } from '@stepgrpo/bench';
import { Command } from 'commander';
import { loadConfig } from '../config/load';
import { defaultRules, scoresOf } from '../evaluation';
import { findModel } from '../find-model';
import { isHubName } from '../hub-name';
import type { CommandIo } from '../io';
import { createReporter } from '../progress/reporter';
import { writePredictions } from '../run/predictions';
import { neverStop } from '../stop';
import { alignedLines, estimateText, scoreRows } from '../summary/score-table';
import { collect, positiveInteger } from './option-values';

const help = `
Answers held-out questions greedily and grades the answers. Give a config, whose model and [eval] are
used, or a checkpoint (a directory, or owner/name on the Hub); a checkpoint inside a run takes [eval]
from that run's config.

Examples:
  stepgrpo eval runs/digits/final
  stepgrpo eval runs/digits/final --limit 200 --predictions answers.jsonl
  stepgrpo eval Qwen/Qwen2-VL-2B-Instruct --config configs/r1-vl-2b.toml --json
`;

interface EvalOptions {
  readonly config?: string;
  readonly model?: string;
  readonly set: readonly string[];
  readonly limit?: number;
  readonly predictions?: string;
  readonly json?: boolean;
}

/** `stepgrpo eval` */
export function evalCommand(io: CommandIo, finish: (exitCode: number) => void): Command {
  return new Command('eval')
    .description('Grade a policy on held-out questions, with 95 % intervals.')
    .argument(
      '<config-or-checkpoint>',
      'run config (TOML), directory of a checkpoint, or owner/name on the Hub',
    )
    .option('--model <checkpoint>', 'with a config: evaluate this directory or model of the Hub instead')
    .option('--config <file>', 'config with the [eval] to use for a checkpoint')
    .option('--set <key=value>', 'override a value of the config; may be repeated', collect, [])
    .option('--limit <count>', 'only the first so many questions', positiveInteger)
    .option('--predictions <file>', 'write every answer with its grade, as JSON lines')
    .option('--json', 'print the scores as JSON; progress goes to stderr')
    .addHelpText('after', help)
    .action(async (target: string, options: EvalOptions) => {
      const config = configFor(target, options);
      const evaluation = await evaluateConfig(config, options, io);
      if (options.predictions !== undefined) writePredictions(options.predictions, evaluation);
      const { byCategory } = evaluation;
      const scores = scoresOf(evaluation);
      if (options.json === true) io.stdout.write(`${JSON.stringify({ scores, byCategory }, null, 2)}\n`);
      else io.stdout.write(`${scoreText(evaluation)}\n`);
      finish(0);
    });
}

/** The config whose model and evaluation are meant. */
function configFor(target: string, { config, set, model }: EvalOptions): RunConfig {
  if (model !== undefined) return loadConfig(config ?? target, { set, model }).config;
  if (config !== undefined) return loadConfig(config, { set, model: target }).config;
  const isDirectory = existsSync(target) && statSync(target).isDirectory();
  const isRemote = !existsSync(target) && !target.endsWith('.toml') && isHubName(target);
  if (!isDirectory && !isRemote) return loadConfig(target, { set }).config;
  const file = runConfigOf(target);
  if (file === undefined) {
    throw new ConfigError(`${target} is not part of a run.`, 'say what to evaluate it on with --config.');
  }
  return loadConfig(file, { set, model: target }).config;
}

/** `config.toml` of the run that has this directory as `final` or as a checkpoint. */
function runConfigOf(checkpoint: string): string | undefined {
  const places = [join(checkpoint, '..'), join(checkpoint, '..', '..')];
  return places
    .map((place) => join(place, 'config.toml'))
    .find((path) => existsSync(path) && dirname(path) !== checkpoint);
}

async function evaluateConfig(config: RunConfig, options: EvalOptions, io: CommandIo): Promise<Evaluation> {
  if (config.eval === undefined)
    throw new ConfigError('the config has no [eval].', 'add one with eval.data.', 'eval');
  const collaborators = await io.collaborators();
  const source = await collaborators.openData(config.eval.data);
  const stream = options.json === true ? io.stderr : io.stdout;
  const { lora: _lora, ...model } = config.model; // for training only
  if (model.path !== undefined) {
    model.path = await findModel(model.path, collaborators, createReporter(stream));
  }
  const { backend } = await collaborators.openBackend(config.backend);
  try {
    const policy = await collaborators.openPolicy({
      model,
      backend,
      rng: createRng(config.seed).fork('model'),
      frozen: true,
      corpus: async () => [],
    });
    const count = Math.min(options.limit ?? source.length, source.length);
    const samples = await Promise.all(Array.from({ length: count }, async (_, i) => source.get(i)));
    const task = createReporter(stream).start('evaluate', count);
    try {
      return await collaborators.evaluate({
        policy,
        sampler: collaborators.createSampler(),
        samples,
        rules: await collaborators.createRules(config.stepgrpo?.rewards ?? defaultRules),
        maxCompletionTokens: config.eval.maxCompletionTokens,
        batchSize: config.eval.batchSize,
        signal: neverStop.signal,
        onProgress: (done) => task.update(done),
      });
    } finally {
      task.end();
      await policy.dispose();
    }
  } finally {
    await backend.dispose();
  }
}

function scoreText(evaluation: Evaluation): string {
  const rows = scoreRows([{ label: `${evaluation.records.length} questions`, scores: scoresOf(evaluation) }]);
  const categories = Object.entries(evaluation.byCategory).map(([category, estimate]) => [
    `  ${category} (${estimate.count})`,
    estimateText(estimate, 'percent'),
  ]);
  const byCategory = categories.length === 0 ? [] : [['correct answers by kind', ''], ...categories];
  return alignedLines([...rows, ...byCategory]).join('\n');
}
