import type { Value } from '../trace/graph';
import type { Emitter, OnnxName } from './emitter';
import type { SupportedKernel } from './kernels';
import { asType, broadcastShape, operands, sameShape, sameSpec } from './operands';
import type { Row, Rows } from './table';

type Empty = Readonly<Record<never, never>>;
type BinaryRow = Row<{ readonly a: Value; readonly b: Value }, Empty>;
type UnaryRow = Row<{ readonly x: Value }, Empty>;

const comparison = (opType: string): BinaryRow => ({
  infer: ({ a, b }) => ({ shape: broadcastShape(a, b), dtype: 'bool' }),
  emit: (emitter, { inputs: { a, b }, outputs }) => {
    const output = outputs[0] as Value;
    if (a.dtype === 'bool')
      return emitter.op(opType, [asType(emitter, a, 'int32'), asType(emitter, b, 'int32')]);
    return emitter.op(opType, operands(emitter, a, b, output));
  },
});

const logical = (opType: string): BinaryRow => ({
  infer: ({ a, b }) => ({ shape: broadcastShape(a, b), dtype: 'bool' }),
  emit: (emitter, { inputs: { a, b } }) => emitter.op(opType, [emitter.nameOf(a), emitter.nameOf(b)]),
});

const predicate = (emit: (emitter: Emitter, x: OnnxName) => OnnxName): UnaryRow => ({
  infer: ({ x }) => ({ shape: x.shape, dtype: 'bool' }),
  emit: (emitter, { inputs: { x } }) => emit(emitter, asType(emitter, x, 'float32')),
});

/** Comparisons, truth values, and the choice between two tensors. */
export const logicRows = {
  Equal: comparison('Equal'),
  Greater: comparison('Greater'),
  GreaterEqual: comparison('GreaterOrEqual'),
  IsFinite: predicate((emitter, x) =>
    emitter.op('Not', [emitter.op('Or', [emitter.op('IsNaN', [x]), emitter.op('IsInf', [x])])]),
  ),
  IsInf: predicate((emitter, x) => emitter.op('IsInf', [x])),
  IsNan: predicate((emitter, x) => emitter.op('IsNaN', [x])),
  Less: comparison('Less'),
  LessEqual: comparison('LessOrEqual'),
  LogicalAnd: logical('And'),
  LogicalNot: {
    infer: ({ x }) => sameSpec(x),
    emit: (emitter, { inputs: { x } }) => emitter.op('Not', [emitter.nameOf(x)]),
  },
  LogicalOr: logical('Or'),
  NotEqual: {
    infer: ({ a, b }) => ({ shape: broadcastShape(a, b), dtype: 'bool' }),
    emit: (emitter, { inputs: { a, b } }) =>
      emitter.op('Not', [emitter.op('Equal', [emitter.nameOf(a), emitter.nameOf(b)])]),
  },
  Select: {
    infer: ({ t }) => sameSpec(t),
    emit: (emitter, { inputs: { condition, t, e }, outputs }) => {
      const output = outputs[0] as Value;
      const isFull = sameShape(condition, output);
      const branch = (value: Value): OnnxName =>
        isFull ? emitter.compactNameOf(value) : emitter.nameOf(value);
      return emitter.op('Where', [emitter.nameOf(condition), branch(t), branch(e)]);
    },
  },
} satisfies Partial<Rows<SupportedKernel>>;
