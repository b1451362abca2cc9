import type { Value } from '../trace/graph';
import { Emitter } from './emitter';
import { broadcastShape, operands, sameShape } from './operands';

const value = (shape: readonly number[]): Value => ({ id: 0, shape, dtype: 'float32' });

it('broadcasts shapes by the rule of NumPy', () => {
  expect(broadcastShape(value([2, 1]), value([3]))).toEqual([2, 3]);
  expect(() => broadcastShape(value([2]), value([3]))).toThrow();
  expect(sameShape(value([2, 1]), value([2]))).toBe(false);
});

it('never passes both operands in their small form, which would lose the output shape', () => {
  const emitter = new Emitter();
  const [row, column, a, b] = [value([1, 3]), value([2, 1]), value([2, 3]), value([2, 3])];
  emitter.bind(row, 'row');
  emitter.bind(column, 'column');
  emitter.bindBroadcast(a, row);
  emitter.bindBroadcast(b, column);
  const [left, right] = operands(emitter, a, b, value([2, 3]));
  expect(left).toBe('row');
  expect(right).toBe(emitter.nodes.find(({ inputs }) => inputs[0] === 'column')?.outputs[0]);
});
