import type { Backend, CompiledFunction } from '../backend/backend';
import { resolveBackend } from '../backend/resolve';
import { hostTensor, scalarTensor, sizeOf, type HostTensor } from '../host-tensor';
import { silu } from '../ops/activations';
import { chosenLogProbs } from '../ops/chosen-log-probs';
import { rmsNorm } from '../ops/rms-norm';
import { tf } from '../tf';
import { flattenTree, mapTree, specOf, type TensorsOf } from '../tree';

const [B, T, D, KV, GROUP, HD, MLP, V] = [2, 4, 8, 1, 2, 4, 6, 7];

const weight = (phase: number, ...shape: number[]): HostTensor =>
  hostTensor(
    Float32Array.from({ length: sizeOf(shape) }, (_, at) => 0.5 * Math.sin(7.3 * at + phase)),
    shape,
  );

const params = {
  embedding: weight(1, V, D),
  norm1: weight(2, D),
  attention: {
    q: weight(3, D, KV * GROUP * HD),
    k: weight(4, D, KV * HD),
    v: weight(5, D, KV * HD),
    o: weight(6, KV * GROUP * HD, D),
  },
  norm2: weight(7, D),
  mlp: { gate: weight(8, D, MLP), up: weight(9, D, MLP), down: weight(10, MLP, D) },
};
type Params = TensorsOf<typeof params>;
const zeros = () => mapTree(params, ({ shape, data }) => hostTensor(new Float32Array(data.length), shape));
const ids = hostTensor(Int32Array.from({ length: B * T }, (_, at) => (at * 5) % V));
const targets = hostTensor(Int32Array.from({ length: B * T }, (_, at) => (at * 3 + 2) % V));
const inputs = { params, m: zeros(), v: zeros(), ids, targets, rate: scalarTensor(0.01) };

/** [B*T, KV*n*HD] -> [B*KV, n*T, HD]: the queries of a group share one row axis, so that no key is repeated. */
const heads = (x: tf.Tensor, n: number): tf.Tensor =>
  x
    .reshape([B, T, KV, n, HD])
    .transpose([0, 2, 3, 1, 4])
    .reshape([B * KV, n * T, HD]);

function attention(x: tf.Tensor, { q, k, v, o }: Params['attention']): tf.Tensor {
  const isAllowed = tf.tile(tf.linalg.bandPart(tf.ones([T, T]), -1, 0), [GROUP, 1]);
  const scores = tf
    .matMul(heads(tf.matMul(x, q), GROUP), heads(tf.matMul(x, k), 1), false, true)
    .mul(HD ** -0.5);
  const masked = tf.where(tf.greater(isAllowed, 0), scores, tf.fill([GROUP * T, T], -1e9));
  const mixed = tf.matMul(tf.softmax(masked), heads(tf.matMul(x, v), 1)).reshape([B, KV, GROUP, T, HD]);
  return tf.matMul(mixed.transpose([0, 3, 1, 2, 4]).reshape([B * T, KV * GROUP * HD]), o);
}

/** A pre-norm block with grouped-query attention and a gated MLP, embeddings tied; mean negative log-likelihood in nats. */
function lossOf(p: Params, tokens: tf.Tensor, next: tf.Tensor): tf.Scalar {
  let x = tf.gather(p.embedding, tokens);
  x = x.add(attention(rmsNorm(x, p.norm1, 1e-6), p.attention));
  const h = rmsNorm(x, p.norm2, 1e-6);
  x = x.add(tf.matMul(silu(tf.matMul(h, p.mlp.gate)).mul(tf.matMul(h, p.mlp.up)), p.mlp.down));
  return tf.neg(tf.mean(chosenLogProbs(tf.matMul(x, p.embedding, false, true), next))) as tf.Scalar;
}

/** Forward, backward and AdamW (betas 0.9 and 0.999, weight decay 0.1, no bias correction) as one program. */
function trainingStep(t: TensorsOf<typeof inputs>) {
  const leaves = flattenTree(t.params);
  const names = Object.keys(leaves);
  const loss = (...list: tf.Tensor[]): tf.Scalar =>
    lossOf(
      mapTree(t.params, (_, name) => list[names.indexOf(name)] as tf.Tensor),
      t.ids,
      t.targets,
    );
  const { value, grads } = tf.valueAndGrads(loss)(Object.values(leaves));
  const gradients = mapTree(t.params, (_, name) => grads[names.indexOf(name)] as tf.Tensor);
  const gradientOf = flattenTree(gradients);
  const m = mapTree(t.m, (old, name) => old.mul(0.9).add(gradientOf[name]!.mul(0.1)));
  const v = mapTree(t.v, (old, name) => old.mul(0.999).add(gradientOf[name]!.square().mul(0.001)));
  const [first, second] = [flattenTree(m), flattenTree(v)];
  const updated = mapTree(t.params, (old, name) => {
    const direction = first[name]!.div(second[name]!.sqrt().add(1e-6)).add(old.mul(0.1));
    return old.sub(direction.mul(t.rate));
  });
  return { loss: value, gradients, params: updated, m, v };
}

type Step = CompiledFunction<ReturnType<typeof specOf<typeof inputs>>, ReturnType<typeof trainingStep>>;
let compiled: Step;
let reference: Step;
let backend: Backend;
beforeAll(async () => {
  backend = (await resolveBackend({ prefer: 'ort-cpu', threads: 2 })).backend;
  const { backend: eager } = await resolveBackend({ prefer: 'tfjs-cpu' });
  compiled = await backend.compile(trainingStep, specOf(inputs), { name: 'training-step' });
  reference = await eager.compile(trainingStep, specOf(inputs));
});
afterAll(() => backend.dispose());

it('trains as tfjs does: losses, gradients and weights over five steps', async () => {
  let [ours, theirs] = [inputs, inputs];
  const losses: number[] = [];
  for (let step = 0; step < 5; step++) {
    const [a, b] = [await compiled.run(ours), await reference.run(theirs)];
    const expected = flattenTree({ loss: b.loss, gradients: b.gradients, params: b.params });
    const actual = flattenTree({ loss: a.loss, gradients: a.gradients, params: a.params });
    for (const [name, tensor] of Object.entries(expected)) {
      const worst = Math.max(
        ...Array.from(tensor.data, (number, at) => Math.abs(number - actual[name]!.data[at]!)),
      );
      expect([name, worst < 2e-5]).toEqual([name, true]); // sums of up to 8 terms of size 1; Adam's quotient enlarges it
    }
    ours = { ...ours, params: a.params, m: a.m, v: a.v };
    theirs = { ...theirs, params: b.params, m: b.m, v: b.v };
    losses.push(a.loss.data[0]!);
  }
  expect(losses.at(-1)).toBeLessThan(losses[0]!);
});

it('has the gradient that finite differences of the compiled loss give', async () => {
  const { gradients } = await compiled.run(inputs);
  const slopes = flattenTree(gradients);
  for (const name of Object.keys(slopes)) {
    // along the direction of the signs of the gradient, where rounding weighs least
    const lossAt = async (h: number): Promise<number> => {
      const shifted = mapTree(params, (tensor, leaf) =>
        leaf === name
          ? hostTensor(
              Float32Array.from(tensor.data, (x, at) => x + h * Math.sign(slopes[name]!.data[at]!)),
              tensor.shape,
            )
          : tensor,
      );
      return (await compiled.run({ ...inputs, params: shifted })).loss.data[0]!;
    };
    const h = 2 ** -9;
    const measured = ((await lossAt(h)) - (await lossAt(-h))) / (2 * h);
    const expected = Array.from(slopes[name]!.data).reduce((sum, slope) => sum + Math.abs(slope), 0);
    expect(Math.abs(measured - expected) / Math.max(expected, 0.1)).toBeLessThan(0.01);
  }
});
