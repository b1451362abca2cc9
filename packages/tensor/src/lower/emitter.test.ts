import type { Value } from '../trace/graph';
import { Emitter } from './emitter';

const value = (shape: readonly number[]): Value => ({ id: 0, shape, dtype: 'float32' });

it('stores small equal constants once', () => {
  const emitter = new Emitter();
  expect(emitter.int64([1, 2])).toBe(emitter.int64([1, 2]));
  expect(emitter.scalar(1, 'float32')).not.toBe(emitter.scalar(1, 'int32'));
  expect(emitter.int64([1], [])).not.toBe(emitter.int64([1]));
  expect(emitter.initializers).toHaveLength(5);
});

it('repeats a broadcast value only when it is needed in full', () => {
  const emitter = new Emitter();
  const [small, large] = [value([1, 3]), value([2, 3])];
  emitter.bind(small, 'small');
  emitter.bindBroadcast(large, small);
  expect(emitter.compactNameOf(large)).toBe('small');
  expect(emitter.nodes).toHaveLength(0);
  expect(emitter.nameOf(large)).toBe(emitter.nameOf(large));
  expect(emitter.nodes.map(({ opType }) => opType)).toEqual(['Expand']);
});

it('passes uniform values on as one number', () => {
  const emitter = new Emitter();
  const [ones, more] = [value([1, 3]), value([2, 3])];
  emitter.bindUniform(ones, 1);
  emitter.bindBroadcast(more, ones);
  expect(emitter.uniformElement(more)).toBe(1);
  expect(emitter.compactNameOf(more)).toBe(emitter.scalar(1, 'float32'));
});

it('complains about a value that nothing made', () => {
  expect(() => new Emitter().nameOf(value([1]))).toThrow('before it is made');
});
