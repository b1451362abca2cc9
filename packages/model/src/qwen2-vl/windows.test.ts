import { join } from 'node:path';
import { describeWithFixtures } from '@stepgrpo/testing';
import { readConfig } from '../checkpoint/checkpoint';
import { openSafetensors } from '../checkpoint/safetensors';
import { presets } from '../presets';
import { windowOrder, windowsOf } from './windows';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const tiny = presets.get('tiny')({ size: 20, tokens });
const windows = { size: 56, fullBlocks: [], tokensPerSecond: 2 };

it('puts a frame without windows in one', () => {
  expect([...windowsOf(tiny, 2, 4)]).toEqual(new Array(8).fill(0));
});

it('tiles merged patches from the top left', () => {
  const config = { ...tiny, vision: { ...tiny.vision, windows } }; // windows of 2 x 2 merged patches
  const perBlock = [...windowsOf(config, 6, 6)].filter((_, patch) => patch % 4 === 0);
  expect(perBlock).toEqual([0, 0, 1, 0, 0, 1, 2, 2, 3]);
});

describeWithFixtures('qwen2_5-vl-tiny', (root) => {
  it('orders merged patches and cuts windows as transformers does', async () => {
    const config = await readConfig(join(root, 'model'));
    const cases = await openSafetensors(join(root, 'cases.safetensors'));
    expect(windowOrder(config, 6, 8)).toEqual([...(await cases.read('single.window_index')).data]);
    const ends = [...(await cases.read('single.cu_window_seqlens')).data];
    const counts = windowsOf(config, 6, 8).reduce<number[]>(
      (sum, id) => ((sum[id] = (sum[id] ?? 0) + 1), sum),
      [],
    );
    expect(counts).toEqual(ends.slice(1).map((end, i) => end - (ends[i] ?? 0)));
    await cases.close();
  });
});
