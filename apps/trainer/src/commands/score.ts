import type { WeightedRule } from '@stepgrpo/rewards';
import { Command } from 'commander';
import type { CommandIo } from '../io';
import { rewardRecords } from '../phases/rollouts';
import { readScoreRecords, type ScoreRecord } from '../scoring/score-records';
import { alignedLines } from '../summary/score-table';
import { nameList } from './option-values';
import { ruleConfigs, type RuleChoice } from './rule-choice';

const help = `
Each line of the file is one JSON object:
  {"sample": {"id": "1", "question": "…", "solution": "7", "keySteps": [["3 + 4 = 7", "4 + 3 = 7"]]},
   "completion": "### Image Description: …"}
A rule that cannot grade a sample gives null, never 0.

Examples:
  stepgrpo score completions.jsonl
  stepgrpo score completions.jsonl --rules step-validity --json > rewards.jsonl
  stepgrpo score completions.jsonl --config configs/digits.toml
`;

interface ScoreOptions extends RuleChoice {
  readonly json?: boolean;
}

/** `stepgrpo score` */
export function scoreCommand(io: CommandIo, finish: (exitCode: number) => void): Command {
  return new Command('score')
    .description('Score a file of completions with the reward rules, and say why.')
    .argument('<completions.jsonl>', 'samples with completions')
    .option('--rules <names>', 'rules of @stepgrpo/rewards, separated by commas', nameList)
    .option('--config <file>', 'take rules, weights and options from this run config')
    .option('--json', 'print one JSON object per completion, with the parts of every reward')
    .addHelpText('after', help)
    .action(async (file: string, options: ScoreOptions) => {
      const rules = await (await io.collaborators()).createRules(ruleConfigs(options));
      const scored: ScoredRecord[] = [];
      for (const record of readScoreRecords(file)) scored.push(await scoreRecord(record, rules));
      if (options.json === true) for (const line of scored) io.stdout.write(`${JSON.stringify(line)}\n`);
      else io.stdout.write(`${table(scored, rules)}\n`);
      finish(0);
    });
}

interface ScoredRecord {
  readonly id: string;
  readonly total: number | null;
  readonly rewards: ReturnType<typeof rewardRecords>;
}

async function scoreRecord(
  { sample, completion }: ScoreRecord,
  rules: readonly WeightedRule[],
): Promise<ScoredRecord> {
  const { scoreGroup } = await import('@stepgrpo/rewards'); // late: `--help` must not wait for it
  const { totals, outcomes, dropped } = await scoreGroup(rules, { sample, completions: [completion] });
  return {
    id: sample.id,
    total: dropped.length === rules.length ? null : totals[0]!,
    rewards: rewardRecords(outcomes[0]!),
  };
}

function table(scored: readonly ScoredRecord[], rules: readonly WeightedRule[]): string {
  const names = rules.map(({ rule }) => rule.name);
  const points = (value: number | null | undefined): string => value?.toFixed(4) ?? 'ungradable';
  const rows = scored.map(({ id, total, rewards }) => [
    id,
    points(total),
    ...names.map((name) => points(rewards[name]?.value)),
  ]);
  const mean = (values: readonly (number | null | undefined)[]): number | null => {
    const known = values.filter((value) => typeof value === 'number');
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  const means = [
    `mean of ${scored.length}`,
    points(mean(scored.map(({ total }) => total))),
    ...names.map((name) => points(mean(scored.map(({ rewards }) => rewards[name]?.value)))),
  ];
  return alignedLines([['sample', 'total', ...names], ...rows, means]).join('\n');
}
