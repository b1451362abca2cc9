import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRng, type LoraConfig } from '@stepgrpo/core';
import { hostTensor, type HostTensor } from '@stepgrpo/tensor';
import { openSafetensors, writeSafetensors } from '../checkpoint/safetensors';
import { presets } from '../presets';
import { createAdapter, type Adapter } from './adapter';
import { isAdapterDirectory, readAdapter, writeAdapter } from './adapter-files';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const model = presets.get('tiny')({ size: 20, tokens });
const config: LoraConfig = {
  rank: 4,
  alpha: 8,
  dropout: 0.05,
  targets: ['qkv', 'q_proj', 'down_proj'],
  vision: false,
  rslora: true,
};
const adapter = createAdapter(model, config, createRng(5));
const weightsFile = (): string => join(directory, 'adapter_model.safetensors');
const prefix = 'base_model.model.model.language_model.layers';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'adapter-'));
  await writeAdapter(directory, adapter, { model, base: '../base' });
});
afterEach(() => rm(directory, { recursive: true }));

const tensorsOf = async (): Promise<Record<string, HostTensor>> => {
  const file = await openSafetensors(weightsFile());
  const tensors: Record<string, HostTensor> = {};
  for (const name of file.entries.keys()) tensors[name] = await file.read(name);
  await file.close();
  return tensors;
};
const editTensors = async (edit: (tensors: Record<string, HostTensor>) => void): Promise<void> => {
  const tensors = await tensorsOf();
  edit(tensors);
  await writeSafetensors(weightsFile(), tensors);
};
const editConfig = async (changes: object): Promise<void> => {
  const path = join(directory, 'adapter_config.json');
  const json = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(path, JSON.stringify({ ...json, ...changes }));
};
const read = (): Promise<Adapter> => readAdapter(directory, model);

it('comes back as it went, to the byte', async () => {
  const loaded = await read();
  expect({ ...loaded.config, vision: false, targets: [...loaded.config.targets].sort() }).toEqual({
    ...config,
    targets: [...config.targets].sort(),
  });
  expect(loaded.weights).toEqual(adapter.weights);
  const before = await readFile(weightsFile());
  await writeAdapter(directory, loaded, { model, base: '../base' });
  expect(await readFile(weightsFile())).toEqual(before);
});

it('has the names of PEFT, two for each linear', async () => {
  const names = Object.keys(await tensorsOf());
  expect(names).toContain(`${prefix}.1.self_attn.q_proj.lora_A.weight`);
  expect(names).toContain('base_model.model.model.visual.blocks.0.attn.qkv.lora_B.weight');
  expect(names).toHaveLength(2 * (2 + 2 + 1));
});

it('reads the names of earlier versions of transformers', async () => {
  await editTensors((tensors) => {
    for (const [name, tensor] of Object.entries(tensors)) {
      delete tensors[name];
      tensors[name.replace('model.language_model.', 'model.').replace('model.model.visual', 'model.visual')] =
        tensor;
    }
  });
  expect((await read()).weights).toEqual(adapter.weights);
});

it('tells an adapter from a checkpoint', async () => {
  expect(isAdapterDirectory(directory)).toBe(true);
  await writeFile(join(directory, 'model.safetensors'), '');
  expect(isAdapterDirectory(directory)).toBe(false);
});

const q = `${prefix}.0.self_attn.q_proj`;
it.each<[string, (tensors: Record<string, HostTensor>) => void, string]>([
  [
    'a linear the model does not have',
    (tensors) =>
      (tensors[`${prefix}.7.self_attn.q_proj.lora_A.weight`] = hostTensor(new Float32Array(128), [4, 32])),
    'for which the model has no linear',
  ],
  [
    'an adapter of the head',
    (tensors) =>
      (tensors['base_model.model.lm_head.lora_A.weight'] = hostTensor(new Float32Array(128), [4, 32])),
    '"base_model.model.lm_head.lora_A.weight", for which the model has no linear',
  ],
  ['a map without its partner', (tensors) => delete tensors[`${q}.lora_B.weight`], 'has one map of'],
  [
    'another rank than the config says',
    (tensors) => {
      tensors[`${q}.lora_A.weight`] = hostTensor(new Float32Array(64), [2, 32]);
      tensors[`${q}.lora_B.weight`] = hostTensor(new Float32Array(64), [32, 2]);
    },
    'has the shape [2, 32]; rank 4 in adapter_config.json and the model call for [4, 32]',
  ],
  [
    'the width of another model',
    (tensors) => (tensors[`${q}.lora_B.weight`] = hostTensor(new Float32Array(192), [48, 4])),
    'has the shape [48, 4]',
  ],
  [
    'a listed target without weights',
    (tensors) => {
      for (const name of Object.keys(tensors)) if (name.includes('down_proj')) delete tensors[name];
    },
    'lists the target "down_proj"',
  ],
  [
    'one map under two names',
    (tensors) =>
      (tensors['base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight'] =
        tensors[`${q}.lora_A.weight`]!),
    'under two names',
  ],
  [
    'nothing at all',
    (tensors) => {
      for (const name of Object.keys(tensors)) delete tensors[name];
    },
    'holds no adapter',
  ],
])('refuses %s', async (_what, edit, message) => {
  await editTensors(edit);
  await expect(read()).rejects.toThrow(message);
});

it('refuses weights that no listed target means', async () => {
  await editConfig({ target_modules: ['qkv', 'q_proj'] });
  await expect(read()).rejects.toThrow('has weights for "model.layers.0.mlp.down_proj", which no target');
});

it('refuses a config or weights that are missing, too large or cut short', async () => {
  await truncate(weightsFile(), (await readFile(weightsFile())).length - 1);
  await expect(read()).rejects.toThrow('cut short');
  await rm(weightsFile());
  await expect(read()).rejects.toThrow('There is no file');
  await editConfig({ note: 'x'.repeat(1024 * 1024) });
  await expect(read()).rejects.toThrow('at most 1048576');
  await rm(join(directory, 'adapter_config.json'));
  await expect(read()).rejects.toThrow('There is no');
});
