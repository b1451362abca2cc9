import { createRng } from '@stepgrpo/core';
import {
  resolveBackend,
  specOf,
  tf,
  toBfloat16,
  hostTensor,
  widened,
  type HostTensor,
} from '@stepgrpo/tensor';
import { presets } from '../presets';
import { createAdapter } from '../lora/adapter';
import { collateSequences } from './collate';
import { initialWeights } from './create-policy';
import { policyProgram, type ProgramMemory } from './policy-program';

jest.setTimeout(60_000); // compiling takes a while on a busy machine

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const config = { ...presets.get('tiny')({ size: 50, tokens }), initializerRange: 0.3 };
const rng = createRng(9);
const image = {
  grid: [1, 2, 4] as const,
  pixels: Float32Array.from({ length: 8 * 1176 }, () => rng.normal()),
};
const prompt = { tokenIds: [2, 5, 5, 3, 8], imageSpans: [{ start: 1, length: 2 }], images: [image] };
const { inputs } = collateSequences(config, [
  { prompt, completionIds: [9, 11, 1] },
  { prompt, completionIds: [30, 1] },
]);
const plainWeights = initialWeights(config, createRng(4));

type Named = Readonly<Record<string, HostTensor>>;

/** The sum of squared log-probabilities, and its gradient by every weight of `learning`. */
async function gradientsOf(
  memory: ProgramMemory,
  weights: Named,
  learning: readonly string[],
): Promise<Named> {
  const { backend } = await resolveBackend({ prefer: 'ort-cpu' });
  const program = policyProgram(config, memory);
  const compiled = await backend.compile(
    (given: { weights: Record<string, tf.Tensor>; inputs: Record<string, tf.Tensor> }) => {
      const { value, grads } = tf.engine().gradients(
        () => tf.sum(tf.square(program.logProbs(given.weights, given.inputs))),
        learning.map((name) => given.weights[name]!),
      );
      return { loss: value, ...Object.fromEntries(learning.map((name, i) => [name, grads[i]!])) };
    },
    { weights: specOf(weights), inputs: specOf(inputs) } as never,
  );
  const found = await compiled.run({ weights, inputs } as never);
  await backend.dispose();
  return found;
}

function expectEqual(found: Named, expected: Named): void {
  for (const [name, { data }] of Object.entries(expected)) {
    const numbers = data as Float32Array;
    const scale = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    const other = found[name]!.data;
    const worst = numbers.reduce((most, value, at) => Math.max(most, Math.abs(value - other[at]!)), 0);
    expect([name, worst / scale < 2e-5]).toEqual([name, true]);
  }
}

it('recomputes layers and takes the vocabulary in parts without another result', async () => {
  const learning = Object.keys(plainWeights);
  const plain = await gradientsOf({ recompute: false }, plainWeights, learning);
  expectEqual(await gradientsOf({ recompute: true }, plainWeights, learning), plain);
  expectEqual(await gradientsOf({ recompute: false, logitsAtOnce: 1 }, plainWeights, learning), plain);
  expectEqual(await gradientsOf({ recompute: true, logitsAtOnce: 1 }, plainWeights, learning), plain);
});

it('trains adapters on weights that stay bfloat16', async () => {
  const stored: Named = Object.fromEntries(
    Object.entries(plainWeights).map(([name, { data, shape }]) => [
      name,
      shape.length < 2 ? hostTensor(data, shape) : hostTensor(toBfloat16(data as Float32Array), shape),
    ]),
  );
  const wide = Object.fromEntries(Object.entries(stored).map(([name, tensor]) => [name, widened(tensor)]));
  const lora = {
    rank: 2,
    alpha: 4,
    dropout: 0,
    targets: ['q_proj', 'down_proj'],
    vision: false,
    rslora: false,
  };
  const adapter = createAdapter(config, lora, createRng('lora')).weights;
  const moved = Object.fromEntries(
    Object.entries(adapter).map(([name, { data, shape }]) => [
      name,
      hostTensor(
        Float32Array.from(data, (value) => value + 0.1 * rng.normal()),
        shape,
      ),
    ]),
  );
  const learning = Object.keys(moved).filter((name) => name !== 'lora.scale');
  const memory = { recompute: true, logitsAtOnce: 1 };
  const expected = await gradientsOf({ recompute: false }, { ...wide, ...moved }, learning);
  expectEqual(await gradientsOf(memory, { ...stored, ...moved }, learning), expected);
});
