import fc from 'fast-check';
import type { Backend } from '../backend/backend';
import { resolveBackend } from '../backend/resolve';
import { sizeOf, hostTensor, type HostTensor } from '../host-tensor';
import { checkLowering } from '../testing/check-lowering';
import { tf } from '../tf';

/** Smooth functions only: where a function jumps, two correct backends may fall on different sides. */
const unary: readonly ((x: tf.Tensor) => tf.Tensor)[] = [
  tf.tanh,
  tf.sin,
  tf.sigmoid,
  tf.neg,
  (x) => tf.softmax(x.rank === 0 ? tf.reshape(x, [1]) : x),
  (x) => tf.sum(x, x.rank === 0 ? undefined : -1, true),
  (x) => tf.mean(x),
  (x) => tf.mul(x, tf.onesLike(x)),
  (x) => tf.add(tf.zerosLike(x), x),
  (x) => tf.reshape(x, [1, ...x.shape]),
  (x) => (x.rank > 3 ? tf.sum(x, 0) : x),
  (x) => tf.transpose(x),
  (x) => tf.broadcastTo(tf.sum(x, undefined, true), x.shape),
];
const binary: readonly ((a: tf.Tensor, b: tf.Tensor) => tf.Tensor)[] = [
  tf.add,
  tf.sub,
  tf.mul,
  tf.squaredDifference,
];

interface Step {
  readonly op: number;
  readonly left: number;
  readonly right: number;
}

/** Runs the steps one after another; each picks its operands among the results so far, and broadcasts where it can. */
function run(steps: readonly Step[], inputs: readonly tf.Tensor[]): tf.Tensor {
  const results = [...inputs];
  const pick = (at: number): tf.Tensor => results[at % results.length] as tf.Tensor;
  for (const { op, left, right } of steps) {
    const [a, b] = [pick(left), pick(right)];
    const join = binary[op % (binary.length + unary.length)];
    const alone = unary[(op + left) % unary.length] as (x: tf.Tensor) => tf.Tensor;
    results.push(join !== undefined && canBroadcast(a, b) ? tf.tanh(join(a, b)) : alone(a));
  }
  const weights = inputs.map((input) => tf.sum(tf.square(input))); // so that every input has a gradient
  return weights.reduce((sum, term) => tf.add(sum, term), tf.sum(results.at(-1) as tf.Tensor));
}

function canBroadcast(a: tf.Tensor, b: tf.Tensor): boolean {
  return a.shape.toReversed().every((dimension, at) => {
    const other = b.shape.at(-1 - at) ?? 1;
    return dimension === other || dimension === 1 || other === 1;
  });
}

const shape = fc
  .tuple(fc.constantFrom(1, 2), fc.constantFrom(1, 3), fc.integer({ min: 0, max: 2 }))
  .map(([a, b, drop]) => [a, b].slice(drop));
const tensor: fc.Arbitrary<HostTensor> = shape.chain((dimensions) =>
  fc
    .array(fc.integer({ min: -16, max: 16 }), {
      minLength: sizeOf(dimensions),
      maxLength: sizeOf(dimensions),
    })
    .map((values) =>
      hostTensor(
        values.map((value) => value / 8),
        dimensions,
      ),
    ),
);
const step: fc.Arbitrary<Step> = fc.record({ op: fc.nat(99), left: fc.nat(99), right: fc.nat(99) });

let backends: { readonly tested: Backend; readonly reference: Backend };
beforeAll(async () => {
  const open = async (prefer: string) => (await resolveBackend({ prefer, threads: 1 })).backend;
  backends = { tested: await open('ort-cpu'), reference: await open('tfjs-cpu') };
});
afterAll(() => backends.tested.dispose());

it('computes any program of broadcasts and reductions as tfjs does, gradients included', async () => {
  const program = fc.tuple(tensor, tensor, tensor, fc.array(step, { minLength: 1, maxLength: 10 }));
  await fc.assert(
    fc.asyncProperty(program, async ([a, b, c, steps]) => {
      const compute = (t: Readonly<Record<string, tf.Tensor>>): tf.Tensor =>
        run(steps, [t['a']!, t['b']!, t['c']!]);
      const each = { name: 'random', inputs: { a, b, c }, compute, gradientOf: ['a', 'b', 'c'] };
      const errors = await checkLowering('Square', each, backends, { finiteDifferences: false });
      expect(errors.forward).toBeLessThan(1e-5); // about ten roundings of numbers of size 1 to 30
      expect(errors.gradient).toBeLessThan(5e-5);
    }),
    { numRuns: 40 },
  );
}, 60_000);
