import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRng } from '@stepgrpo/core';
import { idsOnly } from '../conformance/model-cases';
import { initialWeights } from '../policy/create-policy';
import { presets } from '../presets';
import { readConfig, readWeights } from './checkpoint';
import { saveCheckpoint } from './save-checkpoint';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };

it('writes a directory with the same config and weights, in float32', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'save-'));
  try {
    const config = {
      ...presets.get('tiny')({ size: 20, tokens }),
      tieWordEmbeddings: false,
      dtype: 'bfloat16' as const,
    };
    const weights = initialWeights(config, createRng(1));
    await saveCheckpoint(join(directory, 'new'), {
      config,
      weights,
      text: { ...idsOnly(config), endTokenIds: [1, 0] },
    });
    const saved = await readConfig(join(directory, 'new'));
    expect(saved).toEqual({ ...config, dtype: 'float32' });
    expect(await readWeights(join(directory, 'new'), saved)).toEqual(weights);
    const generation = await readFile(join(directory, 'new', 'generation_config.json'), 'utf8');
    expect(JSON.parse(generation)).toMatchObject({ eos_token_id: [1, 0], do_sample: false });
  } finally {
    await rm(directory, { recursive: true });
  }
});
