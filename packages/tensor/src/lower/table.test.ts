import type { TensorSpec } from '../host-tensor';
import type { Value } from '../trace/graph';
import { Emitter } from './emitter';
import { loweringTable } from './table';

it('gives as many names as it infers outputs', () => {
  const x: Value = { id: 0, shape: [2, 4], dtype: 'float32' };
  const inferred = loweringTable.TopK.infer({ x }, { k: 2, sorted: true });
  const emitter = new Emitter();
  emitter.bind(x, 'x');
  const outputs = (inferred as readonly TensorSpec[]).map(({ shape }, id) => ({
    id,
    shape,
    dtype: 'float32' as const,
  }));
  const names = loweringTable.TopK.emit(emitter, { inputs: { x }, attrs: { k: 2, sorted: true }, outputs });
  expect(names).toHaveLength(2);
  expect(outputs.map(({ shape }) => shape)).toEqual([
    [2, 2],
    [2, 2],
  ]);
});
