import type { DType, TensorSpec } from '../host-tensor';
import { tf } from '../tf';
import type { Value } from '../trace/graph';
import type { Emitter, OnnxName } from './emitter';
import type { Row, Rows } from './table';

type BinaryRow = Row<{ readonly a: Value; readonly b: Value }, Readonly<Record<never, never>>>;
type UnaryRow = Row<{ readonly x: Value }, Readonly<Record<never, never>>>;

/** The shape two operands broadcast to, by NumPy's rule. */
export function broadcastShape(a: Value, b: Value): number[] {
  return tf.broadcast_util.assertAndGetBroadcastShape([...a.shape], [...b.shape]);
}

export const sameSpec = ({ shape, dtype }: TensorSpec): TensorSpec => ({ shape, dtype });

/**
 * Names of the operands of a broadcasting operator.
 * A value that repeats a smaller one is passed as the smaller one when the other operand alone, in full, has the output's shape.
 */
export function operands(emitter: Emitter, a: Value, b: Value, output: Value): [OnnxName, OnnxName] {
  if (emitter.isRepeated(a) && sameShape(b, output)) return [emitter.compactNameOf(a), emitter.nameOf(b)];
  return [emitter.nameOf(a), sameShape(a, output) ? emitter.compactNameOf(b) : emitter.nameOf(b)];
}

export function sameShape(a: TensorSpec, b: TensorSpec): boolean {
  return a.shape.length === b.shape.length && a.shape.every((dimension, axis) => dimension === b.shape[axis]);
}

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

const predicate = (emit: (emitter: Emitter, x: OnnxName) => OnnxName): UnaryRow => ({
  infer: ({ x }) => ({ shape: x.shape, dtype: 'bool' }),
  emit: (emitter, { inputs: { x } }) => emit(emitter, asType(emitter, x, 'float32')),
});

/** `y = f(a, b)` with broadcasting; `neutral` is the right operand that changes nothing, such as the 0 of a sum. */
const binary = (
  opType: string,
  neutral: { readonly right?: number; readonly left?: number } = {},
): BinaryRow => ({
  infer: ({ a, b }) => ({ shape: broadcastShape(a, b), dtype: a.dtype }),
  emit: (emitter, { inputs: { a, b }, outputs }) => {
    const output = outputs[0] as Value;
    if (a.dtype === 'bool') return arithmeticOnBool(emitter, opType, a, b);
    if (neutral.right !== undefined && emitter.uniformElement(b) === neutral.right)
      return expanded(emitter, a, output);
    if (neutral.left !== undefined && emitter.uniformElement(a) === neutral.left)
      return expanded(emitter, b, output);
    return emitter.op(opType, operands(emitter, a, b, output));
  },
});

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

/** The value, repeated to the output's shape where it is smaller. */
export function expanded(emitter: Emitter, value: Value, output: Value): OnnxName {
  const name = emitter.nameOf(value);
  return sameShape(value, output) ? name : emitter.op('Expand', [name, emitter.int64(output.shape)]);
}

export function cast(emitter: Emitter, name: OnnxName, to: DType | 'int64'): OnnxName {
  const elementType = { float32: 1, int32: 6, int64: 7, bool: 9 }[to];
  return emitter.op('Cast', [name], { attributes: { to: elementType } });
}

export function asType(emitter: Emitter, value: Value, to: DType | 'int64'): OnnxName {
  const name = emitter.nameOf(value);
  return value.dtype === to ? name : cast(emitter, name, to);
}

function arithmeticOnBool(emitter: Emitter, opType: string, a: Value, b: Value): OnnxName {
  return cast(
    emitter,
    emitter.op(opType, [asType(emitter, a, 'int32'), asType(emitter, b, 'int32')]),
    'bool',
  );
}

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

/** Integer floor(a / b) is (a - (a mod b)) / b with the modulus of the divisor's sign; where b = 0 it is 0, as in tfjs. */
function floorDivide(emitter: Emitter, a: Value, b: Value): OnnxName {
  if (a.dtype !== 'int32') {
    return cast(
      emitter,
      emitter.op('Floor', [emitter.op('Div', [emitter.nameOf(a), emitter.nameOf(b)])]),
      'int32',
    );
  }
  const [numerator, divisor, zero] = [emitter.nameOf(a), emitter.nameOf(b), emitter.scalar(0, 'int32')];
  const isZero = emitter.op('Equal', [divisor, zero]);
  const safe = emitter.op('Where', [isZero, emitter.scalar(1, 'int32'), divisor]);
  const whole = emitter.op('Sub', [numerator, emitter.op('Mod', [numerator, safe])]);
  return emitter.op('Where', [isZero, zero, emitter.op('Div', [whole, safe])]);
}

/** Remainder with the sign of the divisor. */
function modulo(emitter: Emitter, a: Value, b: Value): OnnxName {
  const [numerator, divisor] = [emitter.nameOf(a), emitter.nameOf(b)];
  if (a.dtype === 'int32') {
    const isZero = emitter.op('Equal', [divisor, emitter.scalar(0, 'int32')]);
    return emitter.op('Mod', [numerator, emitter.op('Where', [isZero, emitter.scalar(1, 'int32'), divisor])]);
  }
  const mod = (x: OnnxName): OnnxName => emitter.op('Mod', [x, divisor], { attributes: { fmod: 1 } });
  return mod(emitter.op('Add', [mod(numerator), divisor]));
}

export const elementwiseRows: Rows<
  | 'Abs'
  | 'Add'
  | 'AddN'
  | 'Cast'
  | 'Ceil'
  | 'ClipByValue'
  | 'Cos'
  | 'Elu'
  | 'EluGrad'
  | 'Equal'
  | 'Erf'
  | 'Exp'
  | 'Expm1'
  | 'Floor'
  | 'FloorDiv'
  | 'Greater'
  | 'GreaterEqual'
  | 'Identity'
  | 'IsFinite'
  | 'IsInf'
  | 'IsNan'
  | 'LeakyRelu'
  | 'Less'
  | 'LessEqual'
  | 'Log'
  | 'Log1p'
  | 'LogicalAnd'
  | 'LogicalNot'
  | 'LogicalOr'
  | 'Maximum'
  | 'Minimum'
  | 'Mod'
  | 'Multiply'
  | 'Neg'
  | 'NotEqual'
  | 'Pow'
  | 'RealDiv'
  | 'Reciprocal'
  | 'Relu'
  | 'Round'
  | 'Rsqrt'
  | 'Select'
  | 'Selu'
  | 'Sigmoid'
  | 'Sign'
  | 'Sin'
  | 'Softplus'
  | 'Sqrt'
  | 'Square'
  | 'SquaredDifference'
  | 'Step'
  | 'Sub'
  | 'Tanh'
> = {
  Abs: unary('Abs'),
  Add: binary('Add', { right: 0, left: 0 }),
  AddN: {
    infer: (inputs) => sameSpec(inputs[0] as Value),
    emit: (emitter, { inputs }) =>
      inputs.map((input) => emitter.nameOf(input)).reduce((sum, next) => emitter.op('Add', [sum, next])),
  },
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
  Equal: comparison('Equal'),
  Erf: unary('Erf'),
  Exp: unary('Exp'),
  Expm1: composed(expm1),
  Floor: unary('Floor'),
  FloorDiv: {
    infer: ({ a, b }) => ({ shape: broadcastShape(a, b), dtype: 'int32' }),
    emit: (emitter, { inputs: { a, b } }) => floorDivide(emitter, a, b),
  },
  Greater: comparison('Greater'),
  GreaterEqual: comparison('GreaterOrEqual'),
  Identity: {
    infer: ({ x }) => sameSpec(x),
    sameAs: ({ x }) => x,
    emit: (emitter, { inputs: { x } }) => emitter.nameOf(x),
  },
  IsFinite: predicate((emitter, x) =>
    emitter.op('Not', [emitter.op('Or', [emitter.op('IsNaN', [x]), emitter.op('IsInf', [x])])]),
  ),
  IsInf: predicate((emitter, x) => emitter.op('IsInf', [x])),
  IsNan: predicate((emitter, x) => emitter.op('IsNaN', [x])),
  LeakyRelu: {
    infer: ({ x }) => sameSpec(x),
    emit: (emitter, { inputs: { x }, attrs: { alpha } }) =>
      emitter.op('LeakyRelu', [emitter.nameOf(x)], { attributes: { alpha: { float: alpha } } }),
  },
  Less: comparison('Less'),
  LessEqual: comparison('LessOrEqual'),
  Log: unary('Log'),
  Log1p: composed(log1p),
  LogicalAnd: logical('And'),
  LogicalNot: {
    infer: ({ x }) => sameSpec(x),
    emit: (emitter, { inputs: { x } }) => emitter.op('Not', [emitter.nameOf(x)]),
  },
  LogicalOr: logical('Or'),
  Maximum: binary('Max'),
  Minimum: binary('Min'),
  Mod: {
    infer: ({ a, b }) => ({ shape: broadcastShape(a, b), dtype: a.dtype }),
    emit: (emitter, { inputs: { a, b } }) => modulo(emitter, a, b),
  },
  Multiply: binary('Mul', { right: 1, left: 1 }),
  Neg: unary('Neg'),
  NotEqual: {
    infer: ({ a, b }) => ({ shape: broadcastShape(a, b), dtype: 'bool' }),
    emit: (emitter, { inputs: { a, b } }) =>
      emitter.op('Not', [emitter.op('Equal', [emitter.nameOf(a), emitter.nameOf(b)])]),
  },
  Pow: binary('Pow', { right: 1 }),
  RealDiv: binary('Div', { right: 1 }),
  Reciprocal: unary('Reciprocal'),
  Relu: unary('Relu'),
  Round: unary('Round'), // halves to even, in tfjs and in ONNX
  Rsqrt: composed((emitter, x) => emitter.op('Reciprocal', [emitter.op('Sqrt', [x])])),
  Select: {
    infer: ({ t }) => sameSpec(t),
    emit: (emitter, { inputs: { condition, t, e }, outputs }) => {
      const output = outputs[0] as Value;
      const isFull = sameShape(condition, output);
      const branch = (value: Value): OnnxName => (isFull ? emitter.compactNameOf(value) : emitter.nameOf(value));
      return emitter.op('Where', [emitter.nameOf(condition), branch(t), branch(e)]);
    },
  },
  Selu: unary('Selu'),
  Sigmoid: unary('Sigmoid'),
  Sign: unary('Sign'),
  Sin: unary('Sin'),
  Softplus: unary('Softplus'),
  Sqrt: unary('Sqrt'),
  Square: composed((emitter, x) => emitter.op('Mul', [x, x])),
  SquaredDifference: {
    infer: ({ a, b }) => ({ shape: broadcastShape(a, b), dtype: a.dtype }),
    emit: (emitter, { inputs: { a, b } }) => {
      const difference = emitter.op('Sub', [emitter.nameOf(a), emitter.nameOf(b)]);
      return emitter.op('Mul', [difference, difference]);
    },
  },
  // 1 above 0, alpha elsewhere; alpha also for NaN, where tfjs gives NaN
  Step: {
    infer: ({ x }) => sameSpec(x),
    emit: (emitter, { inputs: { x }, attrs: { alpha = 0 } }) => {
      const isAbove = emitter.op('Greater', [emitter.nameOf(x), emitter.scalar(0, x.dtype)]);
      if (alpha === 0) return cast(emitter, isAbove, x.dtype);
      return emitter.op('Where', [isAbove, emitter.scalar(1, x.dtype), emitter.scalar(alpha, x.dtype)]);
    },
  },
  Sub: binary('Sub', { right: 0 }),
  Tanh: unary('Tanh'),
};
