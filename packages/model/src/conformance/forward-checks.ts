import type { HostTensor, tf } from '@stepgrpo/tensor';
import { layOutRows } from '../policy/sequence-batch';
import { bucketOf, lengthBucket } from '../policy/shape-buckets';
import { mergeUnit, type Qwen2VlConfig } from '../qwen2-vl/config';
import { mropePositions } from '../qwen2-vl/positions';
import { sequenceNetwork, type SequenceInputs } from '../qwen2-vl/sequence-network';
import { outputHead } from '../qwen2-vl/text-decoder';
import { windowOrder } from '../qwen2-vl/windows';
import type { CaseFolder } from './case-folder';
import { readRows, type CaseRow } from './case-rows';
import { compare, compareExactly, type Check } from './check';
import { runOnce } from './run-once';
import type { CaseContext } from './model-cases';

interface ForwardArguments<T> {
  readonly weights: Readonly<Record<string, T>>;
  readonly inputs: SequenceInputs<T>;
}

/** Positions, vision outputs, logits, loss and log-probabilities of one case. */
export async function forwardChecks(context: CaseContext, name: string): Promise<readonly Check[]> {
  const { folder, policy } = context;
  const rows = await readRows(folder, policy.config, name);
  return [
    ...(await positionChecks(folder, policy.config, name, rows)),
    ...(await networkChecks(context, name, rows)),
    ...(await scoreChecks(context, name, rows)),
  ];
}

/** Position ids and deltas, compared where there are tokens. */
export async function positionChecks(
  folder: CaseFolder,
  config: Qwen2VlConfig,
  name: string,
  rows: readonly CaseRow[],
): Promise<readonly Check[]> {
  const expected = await folder.read(`${name}.position_ids`);
  const [, batch = 0, length = 0] = expected.shape;
  const actual = new Int32Array(3 * batch * length);
  const isReal = new Uint8Array(batch * length);
  const deltas = rows.map(({ tokenIds, spans, columns }, b) => {
    const { ids, delta } = mropePositions(tokenIds.length, spans, config.vision.spatialMergeSize);
    columns.forEach((column, t) => {
      isReal[b * length + column] = 1;
      for (let axis = 0; axis < 3; axis++) {
        actual[(axis * batch + b) * length + column] = ids[axis * tokenIds.length + t] ?? 0;
      }
    });
    return delta;
  });
  return [
    compareExactly('position_ids', actual, expected.data, (i) => isReal[i % (batch * length)] === 1),
    compareExactly('rope_deltas', deltas, (await folder.read(`${name}.rope_deltas`)).data),
  ];
}

async function networkChecks(
  { folder, policy, backend }: CaseContext,
  name: string,
  rows: readonly CaseRow[],
): Promise<readonly Check[]> {
  const { config, weights } = policy;
  const { tolerances } = folder.description;
  const length = lengthBucket(Math.max(...rows.map(({ tokenIds }) => tokenIds.length)));
  const { inputs } = layOutRows(
    config,
    rows.map(({ prompt, completionIds }) => ({ prompt, continuation: completionIds })),
    { rows: bucketOf(rows.length), length },
  );
  const outputs = await runOnce(backend, { weights, inputs }, forwardProgram(config));
  const checks: Check[] = [];
  const grids = rows.flatMap(({ prompt }) => prompt.images.map(({ grid }) => grid));
  for (const [tensor, actual, unit, tolerance] of [
    ['vision_last_hidden', outputs.lastHidden, 1, tolerances.vision_last_hidden_max_abs],
    ['vision_embeds', outputs.embeds, mergeUnit(config), tolerances.vision_embeds_max_abs],
  ] as const) {
    if (!folder.has(`${name}.${tensor}`)) continue;
    const expected = await folder.read(`${name}.${tensor}`);
    const own = frameRows(actual, inputs.pixels, grids, unit);
    const isReordered = tensor === 'vision_last_hidden' && config.vision.windows !== null;
    const ordered = isReordered ? inWindowOrder(own, config, grids) : own;
    checks.push(compare(tensor, ordered, expected.data, tolerance));
  }
  if (folder.has(`${name}.logits`)) {
    const expected = await folder.read(`${name}.logits`);
    const [, columns = 0, vocabSize = 0] = expected.shape;
    const actual = new Float32Array(expected.data.length).fill(NaN);
    const isReal = new Uint8Array(expected.data.length / vocabSize);
    rows.forEach((row, b) =>
      row.columns.forEach((column, t) => {
        const from = (b * length + t) * vocabSize;
        actual.set(outputs.logits.data.subarray(from, from + vocabSize), (b * columns + column) * vocabSize);
        isReal[b * columns + column] = 1;
      }),
    );
    const counts = (i: number): boolean => isReal[Math.floor(i / vocabSize)] === 1;
    checks.push(compare('logits', actual, expected.data, tolerances.logits_max_abs, counts));
  }
  return checks;
}

/** The path that training and evaluation take: log-probabilities of the policy, and the loss they make. */
async function scoreChecks(
  { folder, policy }: CaseContext,
  name: string,
  rows: readonly CaseRow[],
): Promise<readonly Check[]> {
  const { tolerances, cases } = folder.description;
  const expected = await folder.read(`${name}.completion_logprobs`);
  const length = expected.shape[1] ?? 0;
  const actual = new Float32Array(expected.data.length);
  const scores = await policy.logProbs(rows);
  scores.forEach((row, b) => {
    const { prompt, columns } = rows[b]!;
    row.forEach((value, i) => (actual[b * length + (columns[prompt.tokenIds.length + i] ?? 0)] = value));
  });
  const all = scores.flatMap((row) => [...row]);
  const loss = -all.reduce((sum, value) => sum + value, 0) / all.length;
  return [
    compare('completion_logprobs', actual, expected.data, tolerances.completion_logprobs_max_abs),
    compare('loss', [loss], [cases[name]?.loss ?? NaN], tolerances.loss_abs),
  ];
}

function forwardProgram(config: Qwen2VlConfig) {
  return ({ weights, inputs }: ForwardArguments<tf.Tensor>) => {
    const { hidden, vision } = sequenceNetwork(weights, config, inputs);
    return { logits: outputHead(weights, config, hidden), ...vision };
  };
}

/** The rows of real patches (or of what each `unit` of them became), frame by frame. */
export function frameRows(
  { data, shape }: HostTensor,
  pixels: HostTensor,
  grids: readonly (readonly [number, number, number])[],
  unit: number,
): Float32Array {
  const width = shape[1] ?? 0;
  const perFrame = (pixels.shape[1] ?? 0) / unit;
  const sizes = grids.flatMap(([t, h, w]) => Array<number>(t).fill((h * w) / unit));
  const parts = sizes.map((size, frame) =>
    (data as Float32Array).subarray(frame * perFrame * width, (frame * perFrame + size) * width),
  );
  const joined = new Float32Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Rows of patches in the order in which a Qwen2.5-VL tower of transformers holds them. */
function inWindowOrder(
  rows: Float32Array,
  config: Qwen2VlConfig,
  grids: readonly (readonly [number, number, number])[],
): Float32Array {
  const ordered = new Float32Array(rows.length);
  const block = mergeUnit(config) * config.vision.embedDim;
  let at = 0;
  for (const [t, h, w] of grids) {
    for (let frame = 0; frame < t; frame++) {
      const start = at;
      for (const merged of windowOrder(config, h, w)) {
        ordered.set(rows.subarray(start + merged * block, start + (merged + 1) * block), at);
        at += block;
      }
    }
  }
  return ordered;
}
