import { inputValues, type GraphNode, type Value } from './graph';

const value = (id: number): Value => ({ id, shape: [], dtype: 'float32' });

it('lists what a node reads, named or listed, without absent inputs', () => {
  const [a, b] = [value(0), value(1)];
  expect(inputValues({ kernel: 'Add', inputs: { a, b }, attrs: {}, outputs: [value(2)] })).toEqual([a, b]);
  expect(inputValues({ kernel: 'AddN', inputs: [b, a], attrs: {}, outputs: [value(2)] })).toEqual([b, a]);
  const fused = { kernel: '_FusedMatMul', inputs: { a, b, bias: undefined }, attrs: {}, outputs: [] };
  expect(inputValues(fused as unknown as GraphNode)).toEqual([a, b]);
});
