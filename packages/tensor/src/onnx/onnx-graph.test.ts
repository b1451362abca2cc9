import proto from 'onnx-proto';
import { elementType } from './onnx-graph';

it('has the numbers that ONNX gives element types', () => {
  const { FLOAT, INT32, INT64, BOOL } = proto.onnx.TensorProto.DataType;
  expect(elementType).toEqual({ float32: FLOAT, int32: INT32, int64: INT64, bool: BOOL });
});
