import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithFixtures } from '@stepgrpo/testing';
import { readConfig, readWeights } from './checkpoint';
import { openSafetensors, writeSafetensors } from './safetensors';

describeWithFixtures('qwen2-vl-tiny', (root) => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'checkpoint-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const copy = (name: string): Promise<void> => cp(join(root, name), directory, { recursive: true });
  const editJson = async (name: string, edit: (json: Record<string, unknown>) => object): Promise<void> => {
    const path = join(directory, name);
    const json = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    await rm(path, { force: true });
    await writeFile(path, JSON.stringify(edit(json)));
  };
  const load = async (): Promise<unknown> => readWeights(directory, await readConfig(directory));

  it.each(['model-v5-names', 'model-sharded'])('reads the same weights from %s', async (layout) => {
    const config = await readConfig(join(root, 'model'));
    const weights = await readWeights(join(root, 'model'), config);
    const other = join(root, layout);
    expect(await readWeights(other, await readConfig(other))).toEqual(weights);
  });

  it('names a weight and a config that contradict each other', async () => {
    await copy('model');
    await editJson('config.json', (json) => ({ ...json, intermediate_size: 96 }));
    await expect(load()).rejects.toThrow(
      /gate_proj.weight" has the shape \[128, 64\].*config.json calls for \[96, 64\]/,
    );
  });

  it('names weights that are missing or have no place', async () => {
    await copy('model');
    await editJson('config.json', (json) => ({ ...json, num_hidden_layers: 3 }));
    await expect(load()).rejects.toThrow('calls for "model.layers.2.input_layernorm.weight"');
    await editJson('config.json', (json) => ({ ...json, num_hidden_layers: 1 }));
    await expect(load()).rejects.toThrow('holds "model.layers.1.');
  });

  it('wants a head of its own where embeddings are not tied', async () => {
    await copy('model');
    await editJson('config.json', (json) => ({ ...json, tie_word_embeddings: false }));
    await expect(load()).rejects.toThrow('"lm_head.weight" of shape [512, 64]');
  });

  it('refuses one weight under two names', async () => {
    await copy('model-v5-names');
    const file = await openSafetensors(join(directory, 'model.safetensors'));
    const norm = await file.read('model.language_model.norm.weight');
    await file.close();
    await rm(join(directory, 'model.safetensors'), { force: true });
    const path = join(directory, 'model.safetensors');
    await writeSafetensors(path, { 'model.norm.weight': norm, 'model.language_model.norm.weight': norm });
    await expect(load()).rejects.toThrow('"model.norm.weight" is in');
  });

  it('names a missing shard, a wrong index and a directory without weights', async () => {
    await copy('model-sharded');
    await rm(join(directory, 'model-00002-of-00002.safetensors'), { force: true });
    await expect(load()).rejects.toThrow('model-00002-of-00002.safetensors, which is missing');
    const escape = { 'model.norm.weight': '../model/model.safetensors' };
    await editJson('model.safetensors.index.json', () => ({ weight_map: escape }));
    await expect(load()).rejects.toThrow('outside its directory');
    const wrong = { 'model.nothing': 'model-00001-of-00002.safetensors' };
    await editJson('model.safetensors.index.json', () => ({ weight_map: wrong }));
    await expect(load()).rejects.toThrow('lacks "model.nothing"');
    await editJson('model.safetensors.index.json', () => ({}));
    await expect(load()).rejects.toThrow('no "weight_map"');
    await rm(join(directory, 'model.safetensors.index.json'));
    await expect(load()).rejects.toThrow('has neither model.safetensors nor');
  });

  it('names a shard that is cut short, before anything is read', async () => {
    await copy('model-sharded');
    const shard = join(directory, 'model-00002-of-00002.safetensors');
    const content = await readFile(shard);
    await rm(shard, { force: true });
    await writeFile(shard, content.subarray(0, content.length - 4));
    await expect(load()).rejects.toThrow(
      /model-00002-of-00002.safetensors is cut short: its header describes \d+ bytes/,
    );
  });

  it('names the config that is not there', async () => {
    await expect(readConfig(directory)).rejects.toThrow('config.json cannot be read');
  });
});
