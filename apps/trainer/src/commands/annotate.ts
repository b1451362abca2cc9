import { ConfigError } from '@stepgrpo/core';
import { Command, Option } from 'commander';
import { annotateFile, type AnnotateRequest, type ModelRequest } from '../annotation/annotate-file';
import { reportLines, useLine } from '../annotation/annotation-report';
import type { CommandIo } from '../io';
import { createReporter } from '../progress/reporter';
import { stopOnSignals } from '../stop';
import { nonNegativeNumber, positiveInteger } from './option-values';

const help = `
Key steps are what StepRAR looks for in a completion: equations, quantities and named relations of a
worked solution, each in several notations (6/3 = 2, \\frac{6}{3} = 2, "6 divided by 3 equals 2").

Without --model they are found by rules: offline, free, the same every time. With --model a language
model behind any OpenAI-compatible endpoint picks them; what the solution does not contain is thrown
away, our notations are added, and where the model fails the rules take over. The key comes from the
environment variable that --api-key-env names. Replies go to <out>.journal.jsonl as they come: run the
same command again after an interruption, and nothing is paid for twice.

The input is SFT data (messages with a "### Step n:" answer) or R1-VL-10K data whose solution is such a
path. The output has the layout of R1-VL-10K: use it as data of kind "r1-vl". It is written when
everything is done, and read back to check it.

Examples:
  stepgrpo annotate mulberry_sft.json --image-root mulberry_images --out data/key-steps.jsonl
  stepgrpo annotate train.json --existing extend --out data/more-alternatives.json --json > report.json
  stepgrpo annotate sft.jsonl --out data/key-steps.jsonl --model qwen3 --base-url http://127.0.0.1:8000/v1
  stepgrpo annotate sft.jsonl --out k.jsonl --model m --base-url https://host/v1 --api-key-env MY_KEY \\
    --price-in 0.15 --price-out 0.6 --dry-run
`;

interface AnnotateOptions {
  readonly out: string;
  readonly kind: AnnotateRequest['kind'];
  readonly imageRoot?: string;
  readonly limit?: number;
  readonly existing: AnnotateRequest['existing'];
  readonly maxPerStep: number;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly model?: string;
  readonly baseUrl?: string;
  readonly apiKeyEnv: string;
  readonly concurrency: number;
  readonly retries: number;
  readonly timeout: number;
  readonly maxTokens: number;
  readonly priceIn?: number;
  readonly priceOut?: number;
  readonly maxCost?: number;
  readonly journal?: string;
  readonly dryRun?: boolean;
}

/** `stepgrpo annotate` */
export function annotateCommand(io: CommandIo, finish: (exitCode: number) => void): Command {
  return new Command('annotate')
    .description('Make key steps out of reasoning paths, by rules or with a language model.')
    .argument('<data>', 'samples with reasoning paths (JSON or JSONL)')
    .requiredOption('--out <file>', 'where to write samples with key steps (.json or .jsonl)')
    .addOption(
      new Option('--kind <kind>', 'layout of the data').choices(['auto', 'r1-vl', 'sft']).default('auto'),
    )
    .option('--image-root <directory>', 'directory that image paths are relative to')
    .option('--limit <n>', 'only the first so many samples', positiveInteger)
    .addOption(
      new Option(
        '--existing <what>',
        'key steps that are there already: keep them, extend them with more notations, or replace them',
      )
        .choices(['keep', 'extend', 'replace'])
        .default('keep'),
    )
    .option('--max-per-step <n>', 'most key steps out of one reasoning step, by rules', positiveInteger, 4)
    .option('--force', 'replace the output')
    .option('--json', 'print the report as JSON')
    .option('--model <name>', 'ask this language model')
    .option('--base-url <url>', 'OpenAI-compatible endpoint of the model, as in http://127.0.0.1:8000/v1')
    .option('--api-key-env <name>', 'environment variable that holds the key', 'OPENAI_API_KEY')
    .option('--concurrency <n>', 'requests under way at once', positiveInteger, 4)
    .option('--retries <n>', 'further attempts after a failed one', nonNegativeNumber, 5)
    .option('--timeout <seconds>', 'longest wait for one reply', positiveInteger, 120)
    .option('--max-tokens <n>', 'longest reply', positiveInteger, 1024)
    .option('--price-in <price>', 'of a million prompt tokens, for the estimate', nonNegativeNumber)
    .option('--price-out <price>', 'of a million completion tokens, for the estimate', nonNegativeNumber)
    .option('--max-cost <cost>', 'do not start when the estimate is above this', nonNegativeNumber)
    .option('--journal <file>', 'where replies are kept, instead of <out>.journal.jsonl')
    .option('--dry-run', 'print the estimate and stop')
    .addHelpText('after', help)
    .action(async (input: string, options: AnnotateOptions) => finish(await runAnnotate(input, options, io)));
}

async function runAnnotate(input: string, options: AnnotateOptions, io: CommandIo): Promise<number> {
  const { out, kind, imageRoot, limit, existing, maxPerStep, json } = options;
  const model = await modelRequest(options, io);
  const reporter = createReporter(io.stderr);
  const stop = stopOnSignals(io.process, reporter);
  try {
    const force = options.force === true;
    const request = {
      input,
      out,
      kind,
      imageRoot,
      limit,
      existing,
      maxPerStep,
      force,
      ...(model && { model }),
    };
    const outcome = await annotateFile(request, { reporter, stop });
    switch (outcome.kind) {
      case 'done':
        io.stdout.write(
          json === true
            ? `${JSON.stringify(outcome.report, null, 2)}\n`
            : `${reportLines(outcome.report).join('\n')}\n`,
        );
        return 0;
      case 'estimated':
        io.stdout.write(
          json === true ? `${JSON.stringify(outcome.estimate)}\n` : `${useLine(outcome.estimate)}\n`,
        );
        return 0;
      case 'stopped':
        io.stderr.write(
          `stopped after ${outcome.done} samples; every reply is in the journal: run the same command to go on.\n`,
        );
        return 130;
      default:
        return outcome satisfies never;
    }
  } finally {
    stop.release();
  }
}

async function modelRequest(
  options: AnnotateOptions,
  { environment }: CommandIo,
): Promise<ModelRequest | undefined> {
  const { model, baseUrl, concurrency, retries, timeout, maxTokens } = options;
  if (model === undefined) {
    const given = baseUrl !== undefined ? '--base-url' : options.dryRun === true ? '--dry-run' : null;
    if (given === null) return undefined;
    throw new ConfigError(`${given} needs a model.`, 'give --model, or leave it out to annotate by rules.');
  }
  if (baseUrl === undefined) {
    throw new ConfigError('--model needs an endpoint.', 'give --base-url, as in http://127.0.0.1:8000/v1.');
  }
  const { chatEndpoint } = await import('@stepgrpo/chat');
  const apiKey = environment[options.apiKeyEnv];
  const endpoint = { baseUrl, model, concurrency, retries, timeoutMs: timeout * 1000 };
  return {
    chat: chatEndpoint(endpoint, apiKey === undefined || apiKey === '' ? {} : { apiKey }),
    journal: options.journal ?? `${options.out}.journal.jsonl`,
    maxTokens,
    prices: { prompt: options.priceIn ?? null, completion: options.priceOut ?? null },
    maxCost: options.maxCost,
    dryRun: options.dryRun === true,
  };
}
