import { hostTensor, tf, type HostTensor } from '@stepgrpo/tensor';
import { packImages } from '../policy/vision-batch';
import { headDim, mergeUnit, visionHeadDim, type Qwen2VlConfig } from '../qwen2-vl/config';
import type { Weights } from '../qwen2-vl/layers';
import { mropePositions } from '../qwen2-vl/positions';
import { emptyRotary, textRotary } from '../qwen2-vl/rotary';
import { causalAttention, outputHead, textDecoder } from '../qwen2-vl/text-decoder';
import { visionTower, type VisionOutputs } from '../qwen2-vl/vision-tower';
import type { CaseFolder } from './case-folder';
import { imagesOf, readRows } from './case-rows';
import { compare, type Check } from './check';
import { frameRows, positionChecks } from './forward-checks';
import type { CaseContext } from './model-cases';
import { runOnce } from './run-once';

/** Cases about one part of the model: names that have tensors but no entry under `cases`. */
export function probeNames(folder: CaseFolder): readonly string[] {
  const names = new Set(folder.names.map((tensor) => tensor.split('.')[0] ?? ''));
  return [...names].filter((name) => !Object.hasOwn(folder.description.cases, name));
}

/** The vision tower alone, the text decoder alone, or position ids alone, whichever the probe has tensors for. */
export async function probeChecks(context: CaseContext, name: string): Promise<readonly Check[]> {
  const { folder, policy } = context;
  if (folder.has(`${name}.embeds`)) return visionProbe(context, name);
  if (folder.has(`${name}.inputs_embeds`)) return textProbe(context, name);
  const rows = await readRows(folder, policy.config, name);
  return positionChecks(folder, policy.config, name, rows);
}

async function visionProbe(
  { folder, policy, backend }: CaseContext,
  name: string,
): Promise<readonly Check[]> {
  const { config, weights } = policy;
  const { tolerances } = folder.description;
  const images = await imagesOf(folder, config, name, 'grid_thw');
  const { tensors } = packImages(config, images);
  const outputs = await runOnce(backend, { weights, inputs: tensors }, visionProgram(config));
  const grids = images.map(({ grid }) => grid);
  const [embeds, lastHidden] = [
    await folder.read(`${name}.embeds`),
    await folder.read(`${name}.last_hidden`),
  ];
  const ownEmbeds = frameRows(outputs.embeds, tensors.pixels, grids, mergeUnit(config));
  const ownHidden = frameRows(outputs.lastHidden, tensors.pixels, grids, 1);
  return [
    compare('last_hidden', ownHidden, lastHidden.data, tolerances.vision_last_hidden_max_abs),
    compare('embeds', ownEmbeds, embeds.data, tolerances.vision_embeds_max_abs),
  ];
}

async function textProbe({ folder, policy, backend }: CaseContext, name: string): Promise<readonly Check[]> {
  const { config, weights } = policy;
  const embeds = await folder.read(`${name}.inputs_embeds`);
  const [, length = 0, hiddenSize = 0] = embeds.shape;
  const table = emptyRotary(length, headDim(config));
  textRotary(config).write(table, 0, mropePositions(length, [], 1).ids, length);
  const inputs = {
    hidden: hostTensor(embeds.data, [length, hiddenSize]),
    cos: hostTensor(table.cos, [length, 1, headDim(config)]),
    sin: hostTensor(table.sin, [length, 1, headDim(config)]),
  };
  const { logits } = await runOnce(backend, { weights, inputs }, textProgram(config));
  const expected = await folder.read(`${name}.logits`);
  return [compare('logits', logits.data, expected.data, folder.description.tolerances.logits_max_abs)];
}

interface Arguments<Names extends string> {
  readonly weights: Weights;
  readonly inputs: Readonly<Record<Names, tf.Tensor>>;
}

function visionProgram(config: Qwen2VlConfig) {
  return ({
    weights,
    inputs,
  }: Arguments<'pixels' | 'windows' | 'visionCos' | 'visionSin'>): VisionOutputs &
    Record<never, HostTensor> => {
    const tokenShape = [inputs.visionCos.size / visionHeadDim(config), 1, visionHeadDim(config)];
    return visionTower(weights, config, {
      pixels: inputs.pixels,
      windows: inputs.windows,
      rotary: {
        cos: tf.reshape(inputs.visionCos, tokenShape),
        sin: tf.reshape(inputs.visionSin, tokenShape),
      },
    });
  };
}

function textProgram(config: Qwen2VlConfig) {
  return ({ weights, inputs: { hidden, cos, sin } }: Arguments<'hidden' | 'cos' | 'sin'>) => {
    const attend = causalAttention(config, [1, hidden.shape[0] ?? 0]);
    return {
      logits: outputHead(
        weights,
        config,
        textDecoder(weights, config, { hidden, rotary: { cos, sin }, attend }),
      ),
    };
  };
}
