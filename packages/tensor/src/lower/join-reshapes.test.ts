import type { OnnxNode } from '../onnx/onnx-graph';
import { joinReshapes } from './join-reshapes';

const node = (opType: string, inputs: readonly string[], output: string): OnnxNode => ({
  opType,
  domain: '',
  inputs,
  outputs: [output],
  attributes: {},
});

it('joins a chain and drops what nobody reads', () => {
  const chain = [
    node('Reshape', ['x', 's1'], 'a'),
    node('Reshape', ['a', 's2'], 'b'),
    node('Reshape', ['b', 's3'], 'c'),
    node('Neg', ['c'], 'y'),
  ];
  expect(joinReshapes(chain)).toEqual([node('Reshape', ['x', 's3'], 'c'), node('Neg', ['c'], 'y')]);
});

it('keeps a reshape in the middle that is read as well, and anything that is no reshape', () => {
  const nodes = [
    node('Reshape', ['x', 's1'], 'a'),
    node('Neg', ['a'], 'n'),
    node('Reshape', ['a', 's2'], 'b'),
    node('Identity', ['b'], 'out/b'),
    node('Exp', ['n'], 'unread'),
  ];
  const joined = joinReshapes(nodes);
  expect(joined).toHaveLength(5);
  expect(joined[2]).toEqual(node('Reshape', ['x', 's2'], 'b'));
});
