import type { DType } from '../host-tensor';
import type { Value } from '../trace/graph';
import type { Emitter, OnnxName } from './emitter';
import type { SupportedKernel } from './kernels';
import { cast, sameSpec } from './operands';
import type { Row, Rows } from './table';

type UnaryRow = Row<{ readonly x: Value }, Readonly<Record<never, never>>>;

/** `y = f(x)`, element by element, with one ONNX operator. */
const unary = (opType: string): UnaryRow => ({
  infer: ({ x }) => sameSpec(x),
  emit: (emitter, { inputs: { x } }) => emitter.op(opType, [emitter.nameOf(x)]),
});

/** `y = f(x)` from several ONNX operators. */
const composed = (emit: (emitter: Emitter, x: OnnxName, spec: Value) => OnnxName): UnaryRow => ({
  infer: ({ x }) => sameSpec(x),
  emit: (emitter, { inputs: { x } }) => emit(emitter, emitter.nameOf(x), x),
});

const one = (emitter: Emitter): OnnxName => emitter.scalar(1, 'float32');

/** log(1 + x); near 0 the rounding of u = 1 + x cancels in log(u) x / (u - 1) (W. Kahan's form). */
function log1p(emitter: Emitter, x: OnnxName): OnnxName {
  const u = emitter.op('Add', [x, one(emitter)]);
  const log = emitter.op('Log', [u]);
  const ratio = emitter.op('Div', [x, emitter.op('Sub', [u, one(emitter)])]);
  const close = emitter.op('Where', [
    emitter.op('Equal', [u, one(emitter)]),
    x,
    emitter.op('Mul', [log, ratio]),
  ]);
  return emitter.op('Where', [isSmall(emitter, x), close, log]);
}

/** exp(x) - 1; near 0, (u - 1) x / log(u) with u = exp(x) (W. Kahan's form). */
function expm1(emitter: Emitter, x: OnnxName): OnnxName {
  const u = emitter.op('Exp', [x]);
  const minusOne = emitter.op('Sub', [u, one(emitter)]);
  const ratio = emitter.op('Div', [x, emitter.op('Log', [u])]);
  const close = emitter.op('Where', [
    emitter.op('Equal', [u, one(emitter)]),
    x,
    emitter.op('Mul', [minusOne, ratio]),
  ]);
  return emitter.op('Where', [isSmall(emitter, x), close, minusOne]);
}

function isSmall(emitter: Emitter, x: OnnxName): OnnxName {
  return emitter.op('Less', [emitter.op('Abs', [x]), emitter.scalar(0.5, 'float32')]);
}

/** Functions of one tensor, element by element. */
export const unaryRows = {
  Abs: unary('Abs'),
  Cast: {
    infer: ({ x }, { dtype }) => ({ shape: x.shape, dtype: dtype as DType }),
    sameAs: ({ x }, { dtype }) => (x.dtype === dtype ? x : undefined),
    emit: (emitter, { inputs: { x }, outputs }) =>
      cast(emitter, emitter.nameOf(x), (outputs[0] as Value).dtype),
  },
  Ceil: unary('Ceil'),
  ClipByValue: {
    infer: ({ x }) => sameSpec(x),
    emit: (emitter, { inputs: { x }, attrs: { clipValueMin, clipValueMax } }) =>
      emitter.op('Clip', [
        emitter.nameOf(x),
        emitter.scalar(clipValueMin, x.dtype),
        emitter.scalar(clipValueMax, x.dtype),
      ]),
  },
  Cos: unary('Cos'),
  Elu: unary('Elu'),
  // d elu(x) = dy (y + 1) below 0, dy above
  EluGrad: {
    infer: ({ dy }) => sameSpec(dy),
    emit: (emitter, { inputs: { dy, y } }) => {
      const slope = emitter.op('Add', [emitter.nameOf(y), one(emitter)]);
      return emitter.op('Mul', [emitter.nameOf(dy), emitter.op('Min', [slope, one(emitter)])]);
    },
  },
  Erf: unary('Erf'),
  Exp: unary('Exp'),
  Expm1: composed(expm1),
  Floor: unary('Floor'),
  Identity: {
    infer: ({ x }) => sameSpec(x),
    sameAs: ({ x }) => x,
    emit: (emitter, { inputs: { x } }) => emitter.nameOf(x),
  },
  LeakyRelu: {
    infer: ({ x }) => sameSpec(x),
    emit: (emitter, { inputs: { x }, attrs: { alpha } }) =>
      emitter.op('LeakyRelu', [emitter.nameOf(x)], { attributes: { alpha: { float: alpha } } }),
  },
  Log: unary('Log'),
  Log1p: composed(log1p),
  Neg: unary('Neg'),
  Reciprocal: unary('Reciprocal'),
  Relu: unary('Relu'),
  Round: unary('Round'), // halves to even, in tfjs and in ONNX
  Rsqrt: composed((emitter, x) => emitter.op('Reciprocal', [emitter.op('Sqrt', [x])])),
  Selu: unary('Selu'),
  Sigmoid: unary('Sigmoid'),
  Sign: unary('Sign'),
  Sin: unary('Sin'),
  Softplus: unary('Softplus'),
  Sqrt: unary('Sqrt'),
  Square: composed((emitter, x) => emitter.op('Mul', [x, x])),
  // 1 above 0, alpha elsewhere; alpha also for NaN, where tfjs gives NaN
  Step: {
    infer: ({ x }) => sameSpec(x),
    emit: (emitter, { inputs: { x }, attrs: { alpha = 0 } }) => {
      const isAbove = emitter.op('Greater', [emitter.nameOf(x), emitter.scalar(0, x.dtype)]);
      if (alpha === 0) return cast(emitter, isAbove, x.dtype);
      return emitter.op('Where', [isAbove, emitter.scalar(1, x.dtype), emitter.scalar(alpha, x.dtype)]);
    },
  },
  Tanh: unary('Tanh'),
} satisfies Partial<Rows<SupportedKernel>>;
