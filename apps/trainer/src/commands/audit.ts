import { ConfigError, type RunConfig, type Sample } from '@stepgrpo/core';
import type { AuditReport, Exploit } from '@stepgrpo/rewards';
import { Command } from 'commander';
import { loadConfig } from '../config/load';
import type { CommandIo } from '../io';
import { createReporter } from '../progress/reporter';
import { collect, count, positiveInteger } from './option-values';

const help = `
Tries completions that deserve less than they may earn: quoted headings, empty sections, guessed answers, numbers in the
wrong place, key steps in pieces, and random noise, on samples of its own and of the data of the config. What they
deserve follows from how they are made, not from the rules. Every exploit is shown with its smallest example.

Exit code 0; with --fail-on-exploit 1 when something was found.

Examples:
  stepgrpo audit configs/digits.toml
  stepgrpo audit configs/r1-vl-2b.toml --samples 0 --json
  stepgrpo audit my.toml --noise 5000 --seed 7 --fail-on-exploit
`;

interface AuditCommandOptions {
  readonly samples: number;
  readonly noise: number;
  readonly seed: string;
  readonly set: readonly string[];
  readonly json?: boolean;
  readonly failOnExploit?: boolean;
}

/** `stepgrpo audit` */
export function auditCommand(io: CommandIo, finish: (exitCode: number) => void): Command {
  return new Command('audit')
    .description('Search for completions that the reward rules of a config overpay.')
    .argument('<config>', 'run config whose rules are audited')
    .option('--samples <number>', 'samples of the data to try; 0 needs no data', count, 20)
    .option('--noise <number>', 'random cases to try per rule', positiveInteger, 300)
    .option('--seed <seed>', 'seed of the random cases', '0')
    .option('--set <key=value>', 'change a value of the config; may be repeated', collect, [])
    .option('--json', 'print the reports as JSON')
    .option('--fail-on-exploit', 'exit with 1 when something was found')
    .addHelpText('after', help)
    .action(async (file: string, options: AuditCommandOptions) => {
      const { config } = loadConfig(file, { set: options.set });
      const reports = await audit(io, config, { ...options, file });
      if (options.json === true)
        io.stdout.write(`${JSON.stringify({ seed: options.seed, reports }, null, 2)}\n`);
      else for (const report of reports) io.stdout.write(`${reportText(report)}\n`);
      const isFound = reports.some((report) => report.exploits.length > 0 || isBlind(report));
      finish(options.failOnExploit === true && isFound ? 1 : 0);
    });
}

async function audit(
  io: CommandIo,
  { stepgrpo }: RunConfig,
  { samples: limit, noise, seed, file }: AuditCommandOptions & { readonly file: string },
): Promise<readonly AuditReport[]> {
  if (stepgrpo === undefined) {
    throw new ConfigError('has no stepgrpo.rewards.', 'give a config with reward rules.', file);
  }
  const { createRules, openData } = await io.collaborators();
  const { auditRules } = await import('@stepgrpo/rewards'); // late: `--help` must not wait for it
  const rules = await createRules(stepgrpo.rewards);
  const samples = limit === 0 ? [] : await firstSamples(await openData(stepgrpo.data), limit);
  const thousandths = 1000; // one bar for all of it
  const task = createReporter(io.stderr).start('audit', thousandths);
  try {
    return await auditRules(rules, {
      samples,
      seed,
      noiseCases: noise,
      onProgress: (done, total) => task.update(Math.floor((thousandths * done) / total)),
    });
  } finally {
    task.end();
  }
}

async function firstSamples(
  source: { readonly length: number; readonly get: (index: number) => Sample | Promise<Sample> },
  limit: number,
): Promise<readonly Sample[]> {
  const length = Math.min(limit, source.length);
  return Promise.all(Array.from({ length }, async (_, i) => source.get(i)));
}

/** Nothing could be graded, so nothing is known of the rule. */
const isBlind = ({ attempts, ungradable }: Pick<AuditReport, 'attempts' | 'ungradable'>): boolean =>
  attempts > 0 && attempts === ungradable;

function reportText({ rule, exploits, attempts, ungradable, skipped, notApplicable }: AuditReport): string {
  if (skipped !== undefined) return `${rule}: not audited, ${skipped}`;
  if (isBlind({ attempts, ungradable }))
    return `${rule}: NOT AUDITED, it could not grade any of ${attempts} attempts`;
  const head = `${rule}: ${exploits.length === 0 ? 'nothing found' : `${exploits.length} exploits`} in ${attempts} attempts`;
  const unknown = notApplicable.length === 0 ? [] : [`  no sample suits: ${notApplicable.join(', ')}`];
  const refused = ungradable === 0 ? [] : [`  could not grade ${ungradable} of them`];
  return [head, ...refused, ...unknown, ...exploits.map(exploitText)].join('\n');
}

function exploitText({ attack, section, claim, earned, worth, draws, foundOn }: Exploit): string {
  const source = section === null ? '' : ` (specs/rewards.md ${section})`;
  const { sample } = draws[0]!;
  const keySteps = sample.keySteps.length === 0 ? '' : `, key steps ${JSON.stringify(sample.keySteps)}`;
  return [
    `  ${attack}${source}: earns ${earned.toFixed(3)}, is worth ${worth.toFixed(3)}`,
    `    why: ${claim}`,
    `    found on ${foundOn.join(', ')}; here: reference ${JSON.stringify(sample.solution)}${keySteps}`,
    ...draws.flatMap(({ text, value, parts }) => [
      `    ${value.toFixed(3)} points for:`,
      ...text.split('\n').map((line) => `      | ${line}`),
      ...parts
        .filter((part) => part.value !== 0)
        .map((part) => `      ${part.label}: ${part.value.toFixed(3)} (${part.evidence})`),
    ]),
  ].join('\n');
}
