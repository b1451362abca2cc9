import { createRng } from '@stepgrpo/core';
import {
  hostTensor,
  resolveBackend,
  scalarTensor,
  tf,
  type Backend,
  type HostTensor,
} from '@stepgrpo/tensor';
import type { UpdateSettings } from './apply-update';
import { createUpdater, type Updater } from './updater';

type Points = { readonly x: HostTensor; readonly y: HostTensor; readonly count: HostTensor };

const optim: UpdateSettings = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.01, maxGradNorm: 1 };

/** Rows of a logistic regression with weights (2, -1, 0.5) and bias 0.3, in micro-batches. */
function points(rows: number, microBatches: number, label = 'points'): Points[] {
  const rng = createRng(5).fork(label);
  const x = Array.from({ length: rows }, () => [rng.normal(), rng.normal(), rng.normal()]);
  const y = x.map(([a, b, c]) => (2 * a! - b! + 0.5 * c! + 0.3 > 0 ? 1 : 0));
  const size = rows / microBatches;
  return Array.from({ length: microBatches }, (_, i) => ({
    x: hostTensor(x.slice(i * size, (i + 1) * size).flat(), [size, 3]),
    y: hostTensor(y.slice(i * size, (i + 1) * size), [size, 1]),
    count: scalarTensor(rows),
  }));
}

function logistic(
  backend: Backend,
  overrides: Partial<Parameters<typeof createUpdater<Points>>[0]> = {},
): Updater<Points> {
  return createUpdater<Points>({
    backend,
    parameters: {
      weight: hostTensor([0.1, 0.2, -0.1], [3, 1]),
      bias: hostTensor([0.05]),
      unused: hostTensor([1, -1]),
    },
    loss: ({ weight, bias }, { x, y, count }) => {
      const logits = tf.add(tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D), bias!);
      const losses = tf.sub(tf.softplus(logits), tf.mul(logits, y));
      const right = tf.equal(tf.greater(logits, 0), tf.greater(y, 0.5)).cast('float32');
      return { loss: tf.div(tf.sum(losses), count), metrics: { accuracy: tf.div(tf.sum(right), count) } };
    },
    optim,
    ...overrides,
  });
}

const bytes = (tensors: Readonly<Record<string, HostTensor>>): Record<string, number[]> =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, { data }]) => [
      name,
      [...new Uint8Array(data.buffer, data.byteOffset, data.byteLength)],
    ]),
  );
const largestGap = (
  a: Readonly<Record<string, HostTensor>>,
  b: Readonly<Record<string, HostTensor>>,
): number =>
  Math.max(
    ...Object.entries(a).flatMap(([name, { data }]) =>
      [...data].map((value, i) => Math.abs(value - b[name]!.data[i]!)),
    ),
  );

let compiled: Backend;
let eager: Backend;
beforeAll(async () => {
  ({ backend: compiled } = await resolveBackend({ prefer: 'ort-cpu', threads: 1 }));
  ({ backend: eager } = await resolveBackend({ prefer: 'tfjs-cpu' }));
});
afterAll(async () => {
  await compiled.dispose();
  await eager.dispose();
});

it('learns a logistic regression, in one program or in several', async () => {
  for (const microBatches of [1, 2]) {
    const updater = logistic(compiled);
    const batches = points(64, microBatches);
    const first = await updater.step(batches, { learningRate: 0.05 });
    expect(first.skipped).toBe(false);
    let last = first;
    for (let i = 0; i < 100; i++) last = await updater.step(batches, { learningRate: 0.05 });
    expect(last.loss).toBeLessThan(first.loss / 3);
    expect(last.metrics['accuracy']).toBeGreaterThan(0.95);
    expect(updater.state().step).toBe(101);
    await updater.dispose();
  }
});

it('gives the same update for one large batch and for its micro-batches', async () => {
  const whole = logistic(compiled);
  const parts = logistic(compiled);
  for (let i = 0; i < 5; i++) {
    const a = await whole.step(points(48, 1, `step-${i}`), { learningRate: 0.01 });
    const b = await parts.step(points(48, 4, `step-${i}`), { learningRate: 0.01 });
    expect(b.loss).toBeCloseTo(a.loss, 6);
    expect(b.gradNorm).toBeCloseTo(a.gradNorm, 6);
    expect(b.metrics['accuracy']).toBeCloseTo(a.metrics['accuracy']!, 6);
  }
  expect(largestGap(whole.parameters, parts.parameters)).toBeLessThan(1e-6);
});

it.each([1, 2])('gives the same update compiled and eager, %i micro-batch(es)', async (microBatches) => {
  const updaters = [logistic(compiled), logistic(eager)] as const;
  for (const updater of updaters)
    for (let i = 0; i < 5; i++)
      await updater.step(points(16, microBatches, `step-${i}`), { learningRate: 0.01 });
  expect(largestGap(updaters[0].parameters, updaters[1].parameters)).toBeLessThan(1e-6);
});

it('gives the same bytes for the same inputs', async () => {
  const runs = [logistic(compiled), logistic(compiled)];
  for (const updater of runs)
    for (let i = 0; i < 5; i++) await updater.step(points(32, 2, `step-${i}`), { learningRate: 0.01 });
  expect(bytes(runs[0]!.parameters)).toEqual(bytes(runs[1]!.parameters));
});

it('continues from a saved state to the same bytes', async () => {
  const straight = logistic(compiled);
  for (let i = 0; i < 6; i++) await straight.step(points(32, 1, `step-${i}`), { learningRate: 0.01 });
  const before = logistic(compiled);
  for (let i = 0; i < 3; i++) await before.step(points(32, 1, `step-${i}`), { learningRate: 0.01 });
  const saved = structuredClone({ state: before.state(), parameters: { ...before.parameters } });
  const after = logistic(compiled, { parameters: saved.parameters });
  after.restore(saved.state);
  for (let i = 3; i < 6; i++) await after.step(points(32, 1, `step-${i}`), { learningRate: 0.01 });
  expect(bytes(after.parameters)).toEqual(bytes(straight.parameters));
  expect(bytes(after.state().v)).toEqual(bytes(straight.state().v));
});

it('never writes to a state it gave out or was given', async () => {
  const updater = logistic(compiled);
  const step = () => updater.step(points(32, 1), { learningRate: 0.01 });
  await step();
  const given = updater.state();
  const before = structuredClone(given);
  await step();
  await step(); // in place from here on
  expect(bytes(given.m)).toEqual(bytes(before.m));
  expect(bytes(given.v)).toEqual(bytes(before.v));
  updater.restore(given);
  await step();
  expect(bytes(given.m)).toEqual(bytes(before.m));
});

it('leaves frozen weights alone, as the very same tensors', async () => {
  const updater = logistic(compiled, { trainable: (name) => name === 'weight' });
  const before = updater.parameters;
  await updater.step(points(16, 2), { learningRate: 0.1 });
  expect(updater.parameters['bias']).toBe(before['bias']);
  expect(updater.parameters['weight']).not.toBe(before['weight']);
  expect(Object.keys(updater.state().m)).toEqual(['weight']);
});

it.each([1, 2])(
  'drops an update whose gradient is not finite and says so, %i micro-batch(es)',
  async (microBatches) => {
    const updater = logistic(compiled);
    const bad = points(16, microBatches).map((batch, i) =>
      i === microBatches - 1 ? { ...batch, count: scalarTensor(0) } : batch,
    );
    const before = bytes(updater.parameters);
    const result = await updater.step(bad, { learningRate: 0.1 });
    expect(result).toMatchObject({ skipped: true, loss: Infinity });
    expect(bytes(updater.parameters)).toEqual(before);
    expect(updater.state().step).toBe(0);
    expect((await updater.step(points(16, microBatches), { learningRate: 0.1 })).skipped).toBe(false);
  },
);

it('takes batches of several shapes in one update', async () => {
  const [a, b] = points(16, 2) as [Points, Points];
  const halves = [0, 1].map((half) => ({
    x: hostTensor(b.x.data.slice(half * 12, half * 12 + 12) as Float32Array, [4, 3]),
    y: hostTensor(b.y.data.slice(half * 4, half * 4 + 4) as Float32Array, [4, 1]),
    count: b.count,
  }));
  const even = logistic(compiled);
  const uneven = logistic(compiled);
  await even.step([a, b], { learningRate: 0.01 });
  await uneven.step([a, ...halves], { learningRate: 0.01 });
  expect(largestGap(even.parameters, uneven.parameters)).toBeLessThan(1e-6);
});

it('says what is wrong with a call', async () => {
  const updater = logistic(compiled);
  const batches = points(16, 1);
  await expect(updater.step([], { learningRate: 0.1 })).rejects.toThrow(
    'There is no micro-batch to learn from.',
  );
  await expect(updater.step(batches, { learningRate: NaN })).rejects.toThrow('The learning rate is NaN.');
  const first = updater.step(batches, { learningRate: 0.1 });
  await expect(updater.step(batches, { learningRate: 0.1 })).rejects.toThrow('An update is still running.');
  await first;
  expect(() => logistic(compiled, { trainable: () => false })).toThrow('None of 3 weight(s) is trainable.');
  expect(() => updater.restore({ ...updater.state(), m: {} })).toThrow('its "m" has no "weight"');
});
