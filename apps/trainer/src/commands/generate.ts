import { existsSync } from 'node:fs';
import { createRng, DataError, type Group, type Sample } from '@stepgrpo/core';
import { Command } from 'commander';
import { findModel } from '../find-model';
import type { CommandIo } from '../io';
import { createReporter } from '../progress/reporter';
import { collect, nonNegativeNumber, positiveInteger } from './option-values';

const help = `
Answers a question about images with a checkpoint: the final directory of a run, one of its
checkpoints, or a Qwen2-VL from Hugging Face by directory or name. The same seed gives the same answers.

Examples:
  stepgrpo generate runs/digits/final --image runs/digits/samples/1.png --question "What is the sum of the digits in the image?"
  stepgrpo generate runs/digits/final --image a.png --question "Which digit is largest?" -n 4 --temperature 1
  stepgrpo generate Qwen/Qwen2-VL-2B-Instruct --image photo.jpg --question "What is on the table?" --max-pixels 400000
`;

interface GenerateOptions {
  readonly image: readonly string[];
  readonly question: string;
  readonly number: number;
  readonly temperature?: number;
  readonly topP: number;
  readonly topK: number;
  readonly maxTokens: number;
  readonly maxPixels?: number;
  readonly seed: string;
  readonly backend?: string;
  readonly json?: boolean;
}

/** `stepgrpo generate` */
export function generateCommand(io: CommandIo, finish: (exitCode: number) => void): Command {
  return new Command('generate')
    .description('Answer a question about images with a checkpoint.')
    .argument('<checkpoint>', 'directory in the Hugging Face layout, or owner/name on the Hub')
    .requiredOption('--question <text>', 'what to ask')
    .option('--image <file>', 'an image the question is about; may be repeated', collect, [])
    .option('-n, --number <count>', 'how many answers', positiveInteger, 1)
    .option(
      '--temperature <value>',
      '0 is greedy (default: 0 for one answer, 1 for several)',
      nonNegativeNumber,
    )
    .option('--top-p <share>', 'keep the most probable tokens up to this share', nonNegativeNumber, 1)
    .option('--top-k <count>', 'keep so many most probable tokens; 0 keeps all', nonNegativeNumber, 0)
    .option('--max-tokens <count>', 'length limit of an answer', positiveInteger, 512)
    .option('--max-pixels <count>', "upper bound of an image's area", positiveInteger)
    .option('--seed <seed>', 'for the random draws', '0')
    .option('--backend <name>', 'back end to use; the first that works when absent')
    .option('--json', 'print one JSON object per answer')
    .addHelpText('after', help)
    .action(async (checkpoint: string, options: GenerateOptions) => {
      const group = await generate(checkpoint, options, io);
      for (const { text, tokenIds, finishReason } of group.completions) {
        if (options.json === true) {
          io.stdout.write(`${JSON.stringify({ text, tokens: tokenIds.length, finishReason })}\n`);
        } else {
          const rule =
            options.number > 1 ? `── answer, ${tokenIds.length} tokens, ended by ${finishReason} ──\n` : '';
          io.stdout.write(`${rule}${text}\n`);
        }
      }
      finish(0);
    });
}

async function generate(checkpoint: string, options: GenerateOptions, io: CommandIo): Promise<Group> {
  const { number, temperature = number === 1 ? 0 : 1, maxPixels, backend: prefer } = options;
  const sample = sampleOf(options);
  const collaborators = await io.collaborators();
  const path = await findModel(checkpoint, collaborators, createReporter(io.stderr));
  const { backend } = await collaborators.openBackend(prefer === undefined ? {} : { prefer });
  const rng = createRng(options.seed);
  try {
    const policy = await collaborators.openPolicy({
      model: { path, ...(maxPixels === undefined ? {} : { maxPixels }) },
      backend,
      rng,
      frozen: true,
      corpus: async () => [],
    });
    try {
      const [group] = await collaborators.createSampler().sample(policy, [sample], {
        groupSize: number,
        temperature,
        topP: options.topP,
        topK: options.topK,
        maxNewTokens: options.maxTokens,
        rng,
      });
      return group!;
    } finally {
      await policy.dispose();
    }
  } finally {
    await backend.dispose();
  }
}

/** The question with its images. Throws DataError for an image that is not there, before any model is loaded. */
function sampleOf({ question, image }: GenerateOptions): Sample {
  const missing = image.find((path) => !existsSync(path));
  if (missing !== undefined) throw new DataError('there is no such image.', 'check the path.', missing);
  return {
    id: 'question',
    question,
    images: image.map((path) => ({ kind: 'file', path })),
    solution: '',
    keySteps: [],
  };
}
