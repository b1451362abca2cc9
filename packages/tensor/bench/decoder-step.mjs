// Times one training step (forward, backward, AdamW, in one graph) of a small decoder language model.
// node --import tsx --conditions=@stepgrpo/source packages/tensor/bench/decoder-step.mjs [--runs 20] [--threads 2] [--backend ort-cpu]
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import {
  chosenLogProbs,
  hostTensor,
  mapTree,
  resolveBackend,
  rmsNorm,
  scalarTensor,
  silu,
  specOf,
  tf,
} from '@stepgrpo/tensor';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    threads: { type: 'string', default: '2' },
    backend: { type: 'string', default: 'ort-cpu' },
    'no-spin': { type: 'boolean', default: false },
  },
});
const size = { width: 192, layers: 4, heads: 6, kvHeads: 2, mlp: 512, vocab: 256, batch: 16, length: 128 };
const headSize = size.width / size.heads;
const group = size.heads / size.kvHeads;
const { batch: B, length: T } = size;

let state = 1;
const uniform = () => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5;
const weight = (...shape) =>
  hostTensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => uniform() * 0.1),
    shape,
  );
const ones = (n) => hostTensor(new Float32Array(n).fill(1), [n]);

const layer = () => ({
  norm1: ones(size.width),
  q: weight(size.width, size.width),
  k: weight(size.width, size.kvHeads * headSize),
  v: weight(size.width, size.kvHeads * headSize),
  o: weight(size.width, size.width),
  norm2: ones(size.width),
  gate: weight(size.width, size.mlp),
  up: weight(size.width, size.mlp),
  down: weight(size.mlp, size.width),
});
const params = {
  embedding: weight(size.vocab, size.width),
  layers: Object.fromEntries(Array.from({ length: size.layers }, (_, at) => [`${at}`, layer()])),
  norm: ones(size.width),
};
const zeros = () => mapTree(params, ({ shape, data }) => hostTensor(new Float32Array(data.length), shape));

const angles = tf.outerProduct(
  tf.range(0, T),
  tf.pow(10000, tf.div(tf.range(0, headSize / 2), -headSize / 2)),
);
const cos = hostTensor(Float32Array.from(tf.cos(angles).dataSync()), [T, headSize / 2]);
const sin = hostTensor(Float32Array.from(tf.sin(angles).dataSync()), [T, headSize / 2]);
const repeated = (table, times) => tf.tile(tf.tensor(table.data, table.shape), [times, 1]);

/** Rotary positions: x [.., rows, headSize], halves rotated. */
const rotary = (x, times) => {
  const [first, second] = tf.split(x, 2, -1);
  const [c, s] = [repeated(cos, times), repeated(sin, times)];
  return tf.concat([first.mul(c).sub(second.mul(s)), second.mul(c).add(first.mul(s))], -1);
};

const causal = Float32Array.from({ length: group * T * T }, (_, at) =>
  at % T <= Math.floor(at / T) % T ? 0 : -1e9,
);
const mask = hostTensor(causal, [group * T, T]);

/** [B*T, kvHeads*n*headSize] -> [B*kvHeads, n*T, headSize]: the group of a key/value head is folded into the rows. */
const heads = (x, n) =>
  x
    .reshape([B, T, size.kvHeads, n, headSize])
    .transpose([0, 2, 3, 1, 4])
    .reshape([B * size.kvHeads, n * T, headSize]);

const attention = (x, w) => {
  const q = rotary(heads(x.matMul(w.q), group), group);
  const k = rotary(heads(x.matMul(w.k), 1), 1);
  const v = heads(x.matMul(w.v), 1);
  const scores = tf.matMul(q.mul(headSize ** -0.5), k, false, true).add(tf.tensor(mask.data, mask.shape));
  const mixed = tf.softmax(scores).matMul(v).reshape([B, size.kvHeads, group, T, headSize]);
  return mixed
    .transpose([0, 3, 1, 2, 4])
    .reshape([B * T, size.width])
    .matMul(w.o);
};

const logits = (p, ids) => {
  let x = tf.gather(p.embedding, ids);
  for (const w of Object.values(p.layers)) {
    x = x.add(attention(rmsNorm(x, w.norm1, 1e-6), w));
    const h = rmsNorm(x, w.norm2, 1e-6);
    x = x.add(silu(h.matMul(w.gate)).mul(h.matMul(w.up)).matMul(w.down));
  }
  return rmsNorm(x, p.norm, 1e-6).matMul(p.embedding, false, true);
};

const names = [];
mapTree(params, (_, name) => names.push(name));
const listOf = (tree) => {
  const list = [];
  mapTree(tree, (leaf) => list.push(leaf));
  return list;
};

const step = ({ params: tree, m, v, ids, next, rate }) => {
  const loss = (...leaves) => {
    const p = mapTree(tree, (_, name) => leaves[names.indexOf(name)]);
    return tf.neg(tf.mean(chosenLogProbs(logits(p, ids), next)));
  };
  const { value, grads } = tf.valueAndGrads(loss)(listOf(tree));
  const [ms, vs] = [listOf(m), listOf(v)];
  const updated = grads.map((g, at) => {
    const m1 = ms[at].mul(0.9).add(g.mul(0.1));
    const v1 = vs[at].mul(0.999).add(g.square().mul(0.001));
    return { m1, v1, delta: m1.div(v1.sqrt().add(1e-8)).mul(rate) };
  });
  const at = (name) => updated[names.indexOf(name)];
  return {
    loss: value,
    params: mapTree(tree, (leaf, name) => leaf.sub(at(name).delta).sub(leaf.mul(rate.mul(0.01)))),
    m: mapTree(tree, (_, name) => at(name).m1),
    v: mapTree(tree, (_, name) => at(name).v1),
  };
};

const tokens = (offset) =>
  hostTensor(
    Int32Array.from({ length: B * T }, (_, at) => ((at + offset) * 7919) % 251),
    [B * T],
  );
const { backend } = await resolveBackend({
  prefer: options.backend,
  threads: Number(options.threads),
  allowSpinning: !options['no-spin'],
});
let inputs = { params, m: zeros(), v: zeros(), ids: tokens(0), next: tokens(1), rate: scalarTensor(1e-3) };
const compiled = await backend.compile(step, specOf(inputs), { name: 'decoder-step' });
const count = listOf(params).reduce((sum, { data }) => sum + data.length, 0);
console.log(
  `${backend.name}, ${backend.threads} thread(s), ${count} parameters, batch ${B} x ${T}`,
  compiled.stats,
);
const times = [];
const cpuTimes = [];
for (let run = 0; run < Number(options.runs); run++) {
  const started = performance.now();
  const usedBefore = process.cpuUsage();
  const { loss, params: p, m, v } = await compiled.run(inputs);
  times.push(performance.now() - started);
  const used = process.cpuUsage(usedBefore);
  cpuTimes.push((used.user + used.system) / 1000);
  inputs = { ...inputs, params: p, m, v };
  if (run < 3 || run === Number(options.runs) - 1)
    console.log(`step ${run}: loss ${loss.data[0].toFixed(4)}, ${times[run].toFixed(0)} ms`);
}
for (const [label, all] of Object.entries({ wall: times, processor: cpuTimes })) {
  const sorted = all.slice(1).sort((a, b) => a - b);
  console.log(
    `${label}: median ${sorted[sorted.length >> 1].toFixed(0)} ms, least ${sorted[0].toFixed(0)} ms`,
  );
}
await backend.dispose();
