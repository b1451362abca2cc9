import { join } from 'node:path';
import { describeWithFixtures } from '@stepgrpo/testing';
import { readConfig } from '../checkpoint/checkpoint';
import { openSafetensors } from '../checkpoint/safetensors';
import { presets } from '../presets';
import { emptyRotary, textRotary, visionRotary } from './rotary';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };

it('gives each section of frequencies its own axis', () => {
  const config = presets.get('tiny')({ size: 20, tokens }); // 4 frequencies: 2 of time, 1 of height, 1 of width
  const table = emptyRotary(1, 8);
  textRotary(config).write(table, 0, [2, 30, 400], 1);
  const frequency = (i: number): number => 10_000 ** ((-2 * i) / 8);
  const angles = [2, 2 * frequency(1), 30 * frequency(2), 400 * frequency(3)];
  [...angles, ...angles].forEach((angle, i) => {
    expect(table.cos[i]).toBeCloseTo(Math.cos(angle), 5);
    expect(table.sin[i]).toBeCloseTo(Math.sin(angle), 5);
  });
});

describeWithFixtures('qwen2-vl-tiny', (root) => {
  it('makes the tables of transformers for an image and its text', async () => {
    const config = await readConfig(join(root, 'model'));
    const cases = await openSafetensors(join(root, 'cases.safetensors'));
    const positions = (await cases.read('single.position_ids')).data;
    const text = emptyRotary(65, 16);
    textRotary(config).write(text, 0, positions, 65);
    const vision = emptyRotary(48, 8);
    visionRotary(config).write(vision, 0, 6, 8);
    for (const [name, actual] of [
      ['text.rotary_cos', text.cos],
      ['text.rotary_sin', text.sin],
      ['vision.rotary_cos', vision.cos],
      ['vision.rotary_sin', vision.sin],
    ] as const) {
      const expected = (await cases.read(`single.debug.${name}`)).data;
      expect(actual.length).toBe(expected.length);
      actual.forEach((value, i) => expect(Math.abs(value - (expected[i] ?? NaN))).toBeLessThan(1e-6));
    }
    await cases.close();
  });
});
