import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRng } from '@stepgrpo/core';
import { hostTensor } from '@stepgrpo/tensor';
import { describeWithFixtures } from '@stepgrpo/testing';
import { idsOnly } from '../conformance/model-cases';
import { createAdapter } from '../lora/adapter';
import { mergedWeight } from '../lora/merge-adapter';
import { readConfig, readWeights } from './checkpoint';
import { exportCheckpoint } from './export-checkpoint';
import { openSafetensors } from './safetensors';

describeWithFixtures('qwen2-vl-tiny', (root) => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'export-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const partsOf = async (source: string) => {
    const config = await readConfig(source);
    return { config, weights: await readWeights(source, config), text: idsOnly(config) };
  };

  it.each(['model', 'model-bf16', 'model-sharded', 'model-v5-names'])(
    'gives an untrained %s back to the byte, file for file',
    async (layout) => {
      const source = join(root, layout);
      await exportCheckpoint(directory, await partsOf(source), { source });
      const names = (await readdir(source)).sort();
      expect((await readdir(directory)).sort()).toEqual(names);
      for (const name of names) {
        expect((await readFile(join(directory, name))).equals(await readFile(join(source, name)))).toBe(true);
      }
    },
  );

  it('does not write over the checkpoint it is made from', async () => {
    await cp(join(root, 'model'), directory, { recursive: true });
    const parts = await partsOf(directory);
    await expect(exportCheckpoint(directory, parts, { source: join(directory, '.') })).rejects.toThrow(
      'export to another directory',
    );
    expect((await readdir(directory)).sort()).toEqual((await readdir(join(root, 'model'))).sort());
    const name = 'model.safetensors';
    expect((await readFile(join(directory, name))).equals(await readFile(join(root, 'model', name)))).toBe(
      true,
    );
  });

  it('writes trained weights in the types of the source, adapters merged', async () => {
    const source = join(root, 'model-bf16');
    const parts = await partsOf(source);
    const lora = { rank: 2, alpha: 4, dropout: 0, targets: ['q_proj'], vision: false, rslora: false };
    const { weights } = createAdapter(parts.config, lora, createRng(1));
    const path = 'model.layers.0.self_attn.q_proj';
    const b = weights[`${path}.lora_B.weight`]!;
    const trained = {
      ...parts.weights,
      ...weights,
      [`${path}.lora_B.weight`]: hostTensor(new Float32Array(b.data.length).fill(0.5), b.shape),
    };
    await exportCheckpoint(directory, { ...parts, weights: trained }, { source });
    const file = await openSafetensors(join(directory, 'model.safetensors'));
    const entry = [...file.entries.values()].find(({ name }) =>
      name.endsWith('layers.0.self_attn.q_proj.weight'),
    )!;
    expect(entry.type).toBe('BF16');
    const merged = mergedWeight(trained, `${path}.weight`).data;
    const written = (await file.read(entry.name)).data;
    expect(written).not.toEqual(parts.weights[`${path}.weight`]!.data);
    written.forEach((value, i) =>
      expect(Math.abs(value - merged[i]!)).toBeLessThanOrEqual(2 ** -8 * Math.abs(merged[i]!)),
    );
    await file.close();
  });

  it('leaves the model card, weights of other kinds and traces of a run behind', async () => {
    const source = join(directory, 'source');
    await cp(join(root, 'model'), source, { recursive: true });
    for (const name of ['README.md', 'trainer.json', 'manifest.json', 'pytorch_model.bin', 'LICENSE']) {
      await writeFile(join(source, name), 'x');
    }
    await exportCheckpoint(join(directory, 'out'), await partsOf(source), { source });
    const names = await readdir(join(directory, 'out'));
    expect(names).toContain('LICENSE');
    expect(names.filter((name) => /README|trainer|manifest|pytorch/.test(name))).toEqual([]);
  });

  it('names a source that is another checkpoint, or gone', async () => {
    const source = join(root, 'model');
    const parts = await partsOf(source);
    const { 'model.norm.weight': _norm, ...fewer } = parts.weights;
    await expect(exportCheckpoint(directory, { ...parts, weights: fewer }, { source })).rejects.toThrow(
      'which the policy does not have',
    );
    const gone = join(directory, 'gone');
    await cp(join(root, 'tokenizer'), gone, { recursive: true });
    await expect(exportCheckpoint(directory, parts, { source: gone })).rejects.toThrow(
      'has no weights any more',
    );
  });

  it('writes float32 in one file where there is no source', async () => {
    const parts = await partsOf(join(root, 'model-bf16'));
    await exportCheckpoint(directory, parts, { source: null });
    expect((await readConfig(directory)).dtype).toBe('float32');
    expect(await readWeights(directory, await readConfig(directory))).toEqual(parts.weights);
  });
});
