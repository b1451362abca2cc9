import { BackendError } from '@stepgrpo/core';
import type { Graph, GraphNode, Value } from './graph';
import { verify } from './verify';

const value = (id: number, shape: readonly number[] = [2]): Value => ({ id, shape, dtype: 'float32' });
const [x, y] = [value(0), value(1)];
const neg: GraphNode<'Neg'> = { kernel: 'Neg', inputs: { x }, attrs: {}, outputs: [y] };
const sound: Graph = {
  inputs: [{ name: 'x', value: x }],
  constants: [],
  nodes: [neg],
  outputs: [{ name: 'y', value: y }],
};

it('gives a sound graph back', () => {
  expect(verify(sound)).toBe(sound);
});

const constant = { value: value(7, [3]), data: Float32Array.of(1), uniform: true };
it.each<[string, Partial<Graph>]>([
  ['Neg reads value 0 (float32 [2]), which nothing has made before', { inputs: [] }],
  ['the output "y" reads value 1 (float32 [2]), which nothing has made before', { nodes: [] }],
  ['Neg makes value 1 (float32 [2]), which exists already', { nodes: [neg, neg] }],
  ['two outputs are named "y"', { outputs: [...sound.outputs, ...sound.outputs] }],
  ['two inputs are named "x"', { inputs: [...sound.inputs, { name: 'x', value: y }] }],
  ['whose shape is not of whole numbers', { inputs: [{ name: 'x', value: value(0, [-1]) }] }],
  ['a constant of 1 numbers makes value 7 (float32 [3])', { constants: [constant] }],
])('says "%s"', (message, change) => {
  expect(() => verify({ ...sound, ...change })).toThrow(BackendError);
  expect(() => verify({ ...sound, ...change })).toThrow(message);
});
