import { hostTensor, specOf, type Backend, type HostTensor } from '@stepgrpo/tensor';
import { trlDenominator } from '../objective/denominators';
import { entropyRank } from '../objective/high-entropy-mask';
import { createObjective } from '../objective/objective';
import { samplingRatio } from '../objective/sampling-ratio';
import type { ObjectiveSettings } from '../objective/settings';
import { evaluate, matrix, scalars, type Evaluated } from './evaluate';
import type { CaseReader } from './json';

type Rows = readonly (readonly number[])[];

/** One update as TRL makes it: its rows, cut into micro-batches. */
export interface TrlStep {
  readonly settings: ObjectiveSettings;
  readonly config: CaseReader;
  readonly inputs: CaseReader;
  /** Per row or per token. */
  readonly advantages: readonly number[] | Rows;
  /** Of the entropy bonus; the config's unless a controller says otherwise. */
  readonly entropyCoefficient: number;
  /** What other processes add: tokens of the generation and of each micro-batch, and a threshold over all of them. */
  readonly world?: {
    readonly processes: number;
    readonly generationTokens: number;
    readonly microTokens: readonly number[];
    readonly microRows: readonly number[];
    readonly entropyThresholds?: readonly number[];
  };
}

export interface TrlStepResult {
  readonly mask: Rows;
  readonly micro: readonly Evaluated[];
  /** Gradient of the summed loss, row-major over all rows. */
  readonly gradLogProbs: readonly number[];
  readonly gradEntropies: readonly number[];
  readonly gradAuxiliary: number;
  /** Correction of the sampler's mismatch, where the config has one [rows][tokens] or [rows][1]. */
  readonly samplingRatio?: number[][];
}

/** Tokens to learn from: completions without what truncation or tools take out. */
export function trlMask(config: CaseReader, inputs: CaseReader): number[][] {
  const truncated = inputs.raw('truncated') as readonly boolean[];
  const tools = inputs.has('tool_mask') ? inputs.rows('tool_mask') : undefined;
  const drops = config.flag('mask_truncated_completions');
  return inputs
    .rows('completion_mask')
    .map((row, i) => row.map((kept, t) => (drops && truncated[i] ? 0 : kept * (tools?.[i]![t] ?? 1))));
}

/** The rows of each micro-batch, as [from, to). */
export function microBatches(config: CaseReader, rows: number): (readonly [number, number])[] {
  const count = config.number('gradient_accumulation_steps');
  const size = rows / count;
  return Array.from({ length: count }, (_, k) => [k * size, (k + 1) * size] as const);
}

/** Runs every micro-batch of an update. */
export async function runTrlStep(backend: Backend, step: TrlStep): Promise<TrlStepResult> {
  const { config, inputs, settings, world } = step;
  const mask = trlMask(config, inputs);
  const accumulation = config.text('mode') === 'eval' ? 1 : config.number('gradient_accumulation_steps');
  const generationTokens = world?.generationTokens ?? tokensOf(mask);
  const objective = createObjective(settings);
  const micro: Evaluated[] = [];
  for (const [k, [from, to]] of microBatches(config, mask.length).entries()) {
    const part = (key: string): Record<string, HostTensor> =>
      inputs.has(key) ? { value: matrix(inputs.rows(key).slice(from, to)) } : {};
    const optional = (name: string, key: string, wanted = true): Record<string, HostTensor> => {
      const { value } = part(key);
      return wanted && value !== undefined ? { [name]: value } : {};
    };
    const rows = mask.slice(from, to);
    const tokens = tokensOf(rows);
    const counts = {
      rows: rows.length,
      tokens,
      maxTokens: config.number('max_completion_length'),
      accumulation,
      generationTokens,
      processes: world?.processes ?? 1,
    };
    const rank = entropyRank(tokens, settings.topEntropy);
    const beta = config.number('beta');
    const values = scalars({
      denominator: trlDenominator(settings.aggregation, counts),
      rows: world?.microRows[k] ?? rows.length,
      tokens: world?.microTokens[k] ?? tokens,
      klCoefficient: beta,
      entropyCoefficient: step.entropyCoefficient,
      entropyDenominator:
        settings.aggregation === 'generation-token-mean'
          ? trlDenominator(settings.aggregation, counts)
          : accumulation,
      entropyThreshold: world?.entropyThresholds?.[k],
      auxiliaryCoefficient: config.number('router_aux_loss_coef') / accumulation,
    });
    const auxiliary = inputs.optional('aux_loss');
    const variables = {
      ...optional('logProbs', 'logps'),
      ...optional('entropies', 'entropies'),
      ...scalars({ auxiliaryLoss: auxiliary }),
    };
    micro.push(
      await evaluate(backend, (policy, batch) => objective.loss(policy, batch), {
        variables,
        batch: {
          mask: matrix(rows),
          advantages: advantagesOf(step.advantages, from, to),
          ...optional('oldLogProbs', 'old_logps'),
          ...optional('refLogProbs', 'ref_logps', beta !== 0),
          ...optional('samplingLogProbs', 'sampling_logps'),
          scalars: {
            ...values,
            entropyRank: {
              indices: hostTensor(Int32Array.from(rank.indices)),
              ...scalars({ weight: rank.weight }),
            },
          },
        },
      }),
    );
  }
  const ratio = await samplingRatioOf(backend, step, mask);
  const gradient = (name: string): number[] => micro.flatMap(({ gradients }) => gradients[name] ?? []);
  return {
    mask,
    micro,
    gradLogProbs: gradient('logProbs'),
    gradEntropies: gradient('entropies'),
    gradAuxiliary: gradient('auxiliaryLoss').reduce((total, value) => total + value, 0),
    ...(ratio === undefined ? {} : { samplingRatio: ratio }),
  };
}

async function samplingRatioOf(
  backend: Backend,
  { settings: { mismatch }, inputs }: TrlStep,
  mask: Rows,
): Promise<number[][] | undefined> {
  if (mismatch === undefined) return undefined;
  const given = {
    oldLogProbs: matrix(inputs.rows('old_logps')),
    samplingLogProbs: matrix(inputs.rows('sampling_logps')),
    mask: matrix(mask),
  };
  const program = await backend.compile(
    (tensors) => ({ ratio: samplingRatio(mismatch, tensors) }),
    specOf(given),
  );
  const { ratio } = await program.run(given);
  await program.dispose();
  const width = ratio.shape[1] ?? 1;
  return mask.map((_, i) => [...ratio.data.slice(i * width, (i + 1) * width)]);
}

export function tokensOf(mask: Rows): number {
  return mask.flat().reduce((total, kept) => total + kept, 0);
}

function advantagesOf(advantages: readonly number[] | Rows, from: number, to: number): HostTensor {
  const part = advantages.slice(from, to);
  return Array.isArray(part[0]) ? matrix(part as Rows) : hostTensor(part as readonly number[]);
}
