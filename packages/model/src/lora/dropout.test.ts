import { createRng } from '@stepgrpo/core';
import { resolveBackend, tf } from '@stepgrpo/tensor';
import { dropOut, dropoutKeys, dropoutPrime } from './dropout';

const [rows, columns] = [200, 150];
const keys = dropoutKeys(createRng('mask'), { share: 0.25, rows, columns });
const onCpu = (layer: string, from = keys): Float32Array => {
  const at = (name: keyof typeof keys): tf.Tensor => tf.tensor(from[name].data, [...from[name].shape]);
  const tensors = {
    dropoutRows: at('dropoutRows'),
    dropoutColumns: at('dropoutColumns'),
    dropoutThreshold: at('dropoutThreshold'),
  };
  return dropOut(tf.ones([rows, columns]), layer, tensors).dataSync() as Float32Array;
};
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

it('permutes the residues, so that every share is met exactly on average', () => {
  const cubes = new Set(
    Array.from({ length: dropoutPrime }, (_, x) => Number(BigInt(x) ** 3n % BigInt(dropoutPrime))),
  );
  expect(cubes.size).toBe(dropoutPrime);
});

it('drops the share, scales up the rest and keeps the mean', () => {
  const values = [...onCpu('layer')];
  const kept = values.filter((value) => value !== 0);
  expect(kept.length / values.length).toBeCloseTo(0.75, 2); // 30,000 draws: deviation 0.0025
  expect(new Set(kept).size).toBe(1);
  expect(kept[0]).toBeCloseTo(dropoutPrime / (dropoutPrime - Math.round(0.25 * dropoutPrime)), 6);
  expect(mean(values)).toBeCloseTo(1, 2);
});

it('is even over rows and columns, and neighbours do not follow each other', () => {
  const values = onCpu('layer');
  const kept = (n: number, i: number): number => Number(values[n * columns + i] !== 0);
  const rowShares = Array.from({ length: rows }, (_, n) =>
    mean(Array.from({ length: columns }, (_, i) => kept(n, i))),
  );
  expect(Math.min(...rowShares)).toBeGreaterThan(0.75 - 5 * 0.035); // deviation of a row of 150
  expect(Math.max(...rowShares)).toBeLessThan(0.75 + 5 * 0.035);
  const both = (dn: number, di: number): number =>
    mean(
      Array.from({ length: (rows - 1) * (columns - 1) }, (_, at) => {
        const [n, i] = [Math.floor(at / (columns - 1)), at % (columns - 1)];
        return kept(n, i) * kept(n + dn, i + di);
      }),
    );
  for (const [dn, di] of [
    [0, 1],
    [1, 0],
    [1, 1],
  ] as const)
    expect(both(dn, di)).toBeCloseTo(0.75 ** 2, 1.7);
});

it('is another mask for another layer and other keys, and the same for the same', () => {
  const agreement = (a: Float32Array, b: Float32Array): number =>
    mean([...a].map((value, i) => Number((value !== 0) === (b[i] !== 0))));
  const mask = onCpu('model.layers.0.self_attn.q_proj');
  expect(onCpu('model.layers.0.self_attn.q_proj')).toEqual(mask);
  const independent = 0.75 ** 2 + 0.25 ** 2;
  expect(agreement(mask, onCpu('model.layers.0.self_attn.k_proj'))).toBeCloseTo(independent, 1.5);
  const other = dropoutKeys(createRng('other'), { share: 0.25, rows, columns });
  expect(agreement(mask, onCpu('model.layers.0.self_attn.q_proj', other))).toBeCloseTo(independent, 1.5);
});

it('is the same on ONNX Runtime as on the reference back end, to the bit', async () => {
  const { backend } = await resolveBackend({ prefer: 'ort-cpu' });
  const compiled = await backend.compile(
    (inputs) => ({ y: dropOut(tf.ones([rows, columns]), 'layer', inputs) }),
    {
      dropoutRows: { shape: [rows, 1], dtype: 'float32' },
      dropoutColumns: { shape: [1, columns], dtype: 'float32' },
      dropoutThreshold: { shape: [], dtype: 'float32' },
    },
  );
  expect((await compiled.run(keys)).y.data).toEqual(onCpu('layer'));
  await backend.dispose();
});

it('drops nothing at share 0', () => {
  const none = dropoutKeys(createRng(1), { share: 0, rows, columns });
  expect(new Set(onCpu('layer', none))).toEqual(new Set([1]));
});
