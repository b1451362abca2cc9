import { join } from 'node:path';
import { describeWithFixtures } from '@stepgrpo/testing';
import { readConfig } from '../checkpoint/checkpoint';
import { openSafetensors } from '../checkpoint/safetensors';
import { presets } from '../presets';
import { parameterCount, weightSpecs } from './weight-specs';

it.each([
  // total_size of model.safetensors.index.json of the published bfloat16 checkpoints, halved
  ['qwen2-vl-2b', 4417971200 / 2],
  ['qwen2-vl-7b', 16582751232 / 2],
])('counts the parameters of %s as published', (name, count) => {
  expect(parameterCount(presets.get(name)())).toBe(count);
});

describe.each(['qwen2-vl-tiny', 'qwen2_5-vl-tiny'])('%s', (fixture) => {
  describeWithFixtures(fixture, (root) => {
    it('lists names and shapes of a checkpoint that transformers wrote', async () => {
      const file = await openSafetensors(join(root, 'model', 'model.safetensors'));
      const written = [...file.entries.values()].map(({ name, shape }) => [name, shape]);
      const specs = Object.entries(weightSpecs(await readConfig(join(root, 'model'))));
      const listed = specs.map(([name, { shape }]) => [name, shape]);
      expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(written));
      await file.close();
    });
  });
});
