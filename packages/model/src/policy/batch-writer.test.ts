import { presets } from '../presets';
import { createBatchWriter, positioned, visionSpans } from './batch-writer';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const config = presets.get('tiny')({ size: 20, tokens });
const image = { grid: [1, 4, 4] as const, pixels: new Float32Array(16 * 1176) };
const prompt = {
  tokenIds: [2, 5, 5, 5, 5, 3],
  imageSpans: [{ start: 1, length: 4 }],
  images: [image],
};

it('writes a part of a sequence anywhere, with the positions and image rows of the whole', () => {
  const whole = createBatchWriter(config, { rows: 1, length: 8 }, [prompt]);
  const parts = createBatchWriter(config, { rows: 2, length: 8 }, [prompt]);
  const sequence = positioned(config, { prompt, continuation: [9, 10] });
  whole.write(sequence, { from: 0, to: 8, at: 0 });
  parts.write(sequence, { from: 3, to: 8, at: 8 + 2 });
  const tokenIds = [...parts.inputs.tokenIds.data];
  expect(tokenIds.slice(8)).toEqual([0, 0, 5, 5, 3, 9, 10, 0]);
  expect([...parts.inputs.imageRows.data].slice(8)).toEqual([-1, -1, 2, 3, -1, -1, -1, -1]);
  const width = parts.inputs.cos.shape[2]!;
  for (const name of ['cos', 'sin'] as const) {
    const expected = whole.inputs[name].data.subarray(3 * width, 8 * width);
    expect(parts.inputs[name].data.subarray(10 * width, 15 * width)).toEqual(expected);
  }
});

it('refuses spans that contradict their images', () => {
  expect(() => visionSpans(config, { ...prompt, images: [] })).toThrow('0 image(s) and 1 image span(s)');
  const wrong = { ...prompt, imageSpans: [{ start: 1, length: 3 }] };
  expect(() => visionSpans(config, wrong)).toThrow('has 3 tokens, its image of 1 x 4 x 4 patches makes 4');
});
