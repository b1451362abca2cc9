import proto from 'onnx-proto';
import { encodeModel, OPSET } from './encode';
import type { OnnxGraph } from './onnx-graph';

const graph: OnnxGraph = {
  name: 'doubled',
  inputs: [{ name: 'x', type: 'float32', shape: [2] }],
  outputs: [{ name: 'y', type: 'float32', shape: [2] }],
  initializers: [{ name: 'two', type: 'int64', shape: [], data: BigInt64Array.of(2n) }],
  nodes: [
    {
      opType: 'FusedMatMul',
      domain: 'com.microsoft',
      inputs: ['x', 'two'],
      outputs: ['y'],
      attributes: { transA: 1, alpha: { float: 0.5 }, perm: [1, -1], mode: 'constant' },
    },
  ],
};

it('writes a model that an ONNX reader reads back', () => {
  const model = proto.onnx.ModelProto.decode(encodeModel(graph));
  const read = proto.onnx.ModelProto.toObject(model, { longs: Number, arrays: true, bytes: Array });
  expect(read['opsetImport']).toEqual([
    { domain: '', version: OPSET },
    { domain: 'com.microsoft', version: 1 },
  ]);
  expect(read['graph']).toMatchObject({
    name: 'doubled',
    initializer: [{ name: 'two', dims: [], dataType: 7, rawData: [2, 0, 0, 0, 0, 0, 0, 0] }],
    input: [{ name: 'x', type: { tensorType: { elemType: 1, shape: { dim: [{ dimValue: 2 }] } } } }],
    node: [{ opType: 'FusedMatMul', domain: 'com.microsoft', input: ['x', 'two'], output: ['y'] }],
  });
  expect(model.graph?.node?.[0]?.attribute).toMatchObject([
    { name: 'transA', type: 2 },
    { name: 'alpha', type: 1, f: 0.5 },
    { name: 'perm', type: 7 },
    { name: 'mode', type: 3 },
  ]);
});

it('writes only the part of a buffer that a constant covers', () => {
  const data = Float32Array.of(9, 1, 2, 9).subarray(1, 3);
  const bytes = encodeModel({ ...graph, initializers: [{ name: 'two', type: 'float32', shape: [2], data }] });
  const raw = proto.onnx.ModelProto.decode(bytes).graph?.initializer?.[0]?.rawData as Uint8Array;
  expect(Array.from(new Float32Array(Uint8Array.from(raw).buffer))).toEqual([1, 2]);
});
