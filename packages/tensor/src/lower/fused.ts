import type { Value } from '../trace/graph';
import { asType, sameSpec } from './operands';
import type { Emitter, OnnxName } from './emitter';
import type { SupportedKernel } from './kernels';
import { reshape } from './shape';
import type { Rows } from './table';

/** One number for each line along the last axis. */
const perLine = (x: Value): Value['shape'] => [...x.shape.slice(0, -1), 1];

/** Class ids [N] as the index tensor [N, 1] that picks along the last axis. */
const columnOf = (emitter: Emitter, ids: Value): OnnxName =>
  reshape(emitter, asType(emitter, ids, 'int64'), [...ids.shape, 1]);

/** Kernels of our own: operations that ONNX Runtime has as one node, or that need fewer nodes than tfjs would record. */
export const fusedRows = {
  StepgrpoChosenLogProbs: {
    infer: ({ logits, ids }) => [{ shape: ids.shape, dtype: 'float32' }, sameSpec(logits)],
    emit: (emitter, { inputs: { logits, ids } }) => {
      const logProbs = emitter.op('LogSoftmax', [emitter.nameOf(logits)], { attributes: { axis: -1 } });
      const chosen = emitter.op('GatherElements', [logProbs, columnOf(emitter, ids)], {
        attributes: { axis: -1 },
      });
      return [reshape(emitter, chosen, ids.shape), logProbs];
    },
  },
  StepgrpoChosenLogProbsGrad: {
    infer: ({ logProbs }) => sameSpec(logProbs),
    emit: (emitter, { inputs: { dy, logProbs, ids } }) => {
      const column = reshape(emitter, emitter.nameOf(dy), [...dy.shape, 1]);
      const probs = emitter.op('Exp', [emitter.nameOf(logProbs)]);
      const all = emitter.op('Mul', [probs, emitter.op('Neg', [column])]);
      return emitter.op('ScatterElements', [all, columnOf(emitter, ids), column], {
        attributes: { axis: -1, reduction: 'add' },
      });
    },
  },
  StepgrpoGelu: {
    infer: ({ x }) => sameSpec(x),
    emit: (emitter, { inputs: { x } }) =>
      emitter.op('Gelu', [emitter.nameOf(x)], { domain: 'com.microsoft' }),
  },
  StepgrpoLayerNorm: {
    infer: ({ x }) => [
      sameSpec(x),
      { shape: perLine(x), dtype: 'float32' },
      { shape: perLine(x), dtype: 'float32' },
    ],
    emit: (emitter, { inputs: { x, weight, bias }, attrs: { epsilon } }) =>
      emitter.ops(
        'LayerNormalization',
        [x, weight, bias].map((value) => emitter.nameOf(value)),
        {
          attributes: { axis: -1, epsilon: { float: epsilon } },
          outputs: 3,
        },
      ),
  },
  StepgrpoQuickGelu: {
    infer: ({ x }) => sameSpec(x),
    emit: (emitter, { inputs: { x }, attrs: { alpha } }) =>
      emitter.op('QuickGelu', [emitter.nameOf(x)], {
        domain: 'com.microsoft',
        attributes: { alpha: { float: alpha } },
      }),
  },
  StepgrpoRmsNorm: {
    infer: ({ x }) => [sameSpec(x), { shape: perLine(x), dtype: 'float32' }],
    emit: (emitter, { inputs: { x, weight }, attrs: { epsilon } }) =>
      emitter.ops('SimplifiedLayerNormalization', [emitter.nameOf(x), emitter.nameOf(weight)], {
        attributes: { axis: -1, epsilon: { float: epsilon } },
        outputs: 2,
      }),
  },
} satisfies Partial<Rows<SupportedKernel>>;
