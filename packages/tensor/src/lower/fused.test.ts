import { hostTensor } from '../host-tensor';
import { geluErf, quickGelu, silu } from '../ops/activations';
import { chosenLogProbs } from '../ops/chosen-log-probs';
import { layerNorm } from '../ops/layer-norm';
import { rmsNorm } from '../ops/rms-norm';
import type { LoweringCase } from '../testing/check-lowering';
import { describeLowering, integers, numbers } from '../testing/describe-lowering';
import { tf } from '../tf';
import type { fusedRows } from './fused';

const activation = (op: (x: tf.Tensor) => tf.Tensor): LoweringCase[] => [
  { name: 'of a matrix', inputs: { x: numbers([2, 3]) }, compute: ({ x }) => op(x!), gradientOf: ['x'] },
  { name: 'of a scalar', inputs: { x: numbers([]) }, compute: ({ x }) => op(x!), gradientOf: ['x'] },
  { name: 'of an empty batch', inputs: { x: numbers([0, 3]) }, compute: ({ x }) => op(x!), gradientOf: [] },
  {
    name: 'far from 0',
    inputs: { x: hostTensor([-60, -9, 9, 60]) },
    compute: ({ x }) => op(x!),
    gradientOf: [],
  },
];

const shapes = [[2, 3], [4], [2, 1, 3], [3, 1]];

const chosen = (
  name: string,
  ids: readonly number[],
  compute: (logits: tf.Tensor, ids: tf.Tensor) => tf.Tensor,
  gradientOf = ['logits'],
): LoweringCase => ({
  name,
  inputs: { logits: numbers([ids.length, 4]), ids: integers(ids) },
  compute: (t) => compute(t['logits']!, t['ids']!),
  gradientOf,
});

describeLowering<typeof fusedRows>({
  StepgrpoChosenLogProbs: [
    chosen('of three lines', [3, 0, 0], chosenLogProbs),
    chosen('of one line', [2], chosenLogProbs),
    chosen('of no lines', [], chosenLogProbs, []),
    chosen('weighted by a mask', [3, 1], (logits, ids) => tf.mul(chosenLogProbs(logits, ids), [1, 0])),
    {
      name: 'of large logits',
      inputs: { logits: hostTensor([1000, -1000, 0, -1e9], [2, 2]), ids: integers([1, 1]) },
      compute: (t) => chosenLogProbs(t['logits']!, t['ids']!),
      gradientOf: [],
    },
  ],
  StepgrpoChosenLogProbsGrad: [
    chosen(
      'as a gradient',
      [3, 0, 0],
      (logits, ids) => tf.grad((x) => tf.sum(tf.square(chosenLogProbs(x, ids))))(logits),
      [],
    ),
  ],
  StepgrpoGelu: activation(geluErf),
  StepgrpoLayerNorm: shapes.map((shape) => ({
    name: `of [${shape.join(', ')}]`,
    inputs: { x: numbers(shape), weight: numbers(shape.slice(-1), 1), bias: numbers(shape.slice(-1), 2) },
    compute: (t) => layerNorm(t['x']!, t['weight']!, t['bias']!, 0.1),
    gradientOf: ['x', 'weight', 'bias'],
  })),
  StepgrpoQuickGelu: [...activation(quickGelu), ...activation(silu)],
  StepgrpoRmsNorm: shapes.map((shape) => ({
    name: `of [${shape.join(', ')}]`,
    inputs: { x: numbers(shape), weight: numbers(shape.slice(-1), 1) },
    compute: (t) => rmsNorm(t['x']!, t['weight']!, 0.01),
    gradientOf: ['x', 'weight'],
  })),
});
