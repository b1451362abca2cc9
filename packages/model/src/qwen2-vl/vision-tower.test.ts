import { createRng, type EncodedImage } from '@stepgrpo/core';
import { tf, type HostTensor } from '@stepgrpo/tensor';
import { initialWeights } from '../policy/create-policy';
import { packImages } from '../policy/vision-batch';
import { presets } from '../presets';
import { patchDim, visionHeadDim } from './config';
import { visionTower } from './vision-tower';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const config = presets.get('tiny')({ size: 20, tokens });
const rng = createRng(3);
const image = (h: number, w: number): EncodedImage => ({
  grid: [1, h, w],
  pixels: Float32Array.from({ length: h * w * patchDim(config) }, () => rng.normal()),
});

async function embeds(images: readonly EncodedImage[], of: EncodedImage): Promise<number[]> {
  await tf.setBackend('cpu');
  const batch = packImages(config, images);
  const tensor = ({ data, shape }: { data: HostTensor['data']; shape: readonly number[] }) =>
    tf.tensor(data, [...shape]);
  const head = [batch.tensors.visionCos.data.length / visionHeadDim(config), 1, visionHeadDim(config)];
  const weights = Object.fromEntries(
    Object.entries(initialWeights(config, createRng(4))).map(([name, host]) => [name, tensor(host)]),
  );
  const { embeds: rows } = visionTower(weights, config, {
    pixels: tensor(batch.tensors.pixels),
    windows: tensor(batch.tensors.windows),
    rotary: {
      cos: tf.reshape(tensor(batch.tensors.visionCos), head),
      sin: tf.reshape(tensor(batch.tensors.visionSin), head),
    },
  });
  const all = await rows.data();
  const width = config.hiddenSize;
  return [...batch.rowsOf(of)].flatMap((row) => [...all.subarray(row * width, (row + 1) * width)]);
}

it('sees an image alike alone, beside others and under padding', async () => {
  const [small, large] = [image(2, 4), image(4, 6)];
  const alone = await embeds([small], small);
  const beside = await embeds([large, small], small);
  expect(alone).toHaveLength(2 * config.hiddenSize);
  beside.forEach((value, i) => expect(value).toBeCloseTo(alone[i] ?? NaN, 6));
});
