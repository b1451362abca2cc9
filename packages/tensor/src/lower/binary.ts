import type { Value } from '../trace/graph';
import type { Emitter, OnnxName } from './emitter';
import type { SupportedKernel } from './kernels';
import { asType, broadcastShape, cast, expanded, operands, sameSpec } from './operands';
import type { Row, Rows } from './table';

type BinaryRow = Row<{ readonly a: Value; readonly b: Value }, Readonly<Record<never, never>>>;

/** `y = f(a, b)` with broadcasting; `neutral` says which operand changes nothing on a side, such as the 0 of a sum. */
const binary = (
  opType: string,
  neutral: { readonly right?: number; readonly left?: number } = {},
): BinaryRow => ({
  infer: ({ a, b }) => ({ shape: broadcastShape(a, b), dtype: a.dtype }),
  emit: (emitter, { inputs: { a, b }, outputs }) => {
    const output = outputs[0] as Value;
    if (a.dtype === 'bool') return arithmeticOnBool(emitter, opType, a, b);
    const [left, right] = [emitter.uniformElement(a), emitter.uniformElement(b)];
    if (right !== undefined && right === neutral.right) return expanded(emitter, a, output);
    if (left !== undefined && left === neutral.left) return expanded(emitter, b, output);
    return emitter.op(opType, operands(emitter, a, b, output));
  },
});

function arithmeticOnBool(emitter: Emitter, opType: string, a: Value, b: Value): OnnxName {
  return cast(
    emitter,
    emitter.op(opType, [asType(emitter, a, 'int32'), asType(emitter, b, 'int32')]),
    'bool',
  );
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

/** Arithmetic of two tensors that broadcast. */
export const binaryRows = {
  Add: binary('Add', { right: 0, left: 0 }),
  AddN: {
    infer: (inputs) => sameSpec(inputs[0] as Value),
    emit: (emitter, { inputs }) =>
      inputs.map((input) => emitter.nameOf(input)).reduce((sum, next) => emitter.op('Add', [sum, next])),
  },
  FloorDiv: {
    infer: ({ a, b }) => ({ shape: broadcastShape(a, b), dtype: 'int32' }),
    emit: (emitter, { inputs: { a, b } }) => floorDivide(emitter, a, b),
  },
  Maximum: binary('Max'),
  Minimum: binary('Min'),
  Mod: {
    infer: ({ a, b }) => ({ shape: broadcastShape(a, b), dtype: a.dtype }),
    emit: (emitter, { inputs: { a, b } }) => modulo(emitter, a, b),
  },
  Multiply: binary('Mul', { right: 1, left: 1 }),
  Pow: binary('Pow', { right: 1 }),
  RealDiv: binary('Div', { right: 1 }),
  SquaredDifference: {
    infer: ({ a, b }) => ({ shape: broadcastShape(a, b), dtype: a.dtype }),
    emit: (emitter, { inputs: { a, b } }) => {
      const difference = emitter.op('Sub', [emitter.nameOf(a), emitter.nameOf(b)]);
      return emitter.op('Mul', [difference, difference]);
    },
  },
  Sub: binary('Sub', { right: 0 }),
} satisfies Partial<Rows<SupportedKernel>>;
