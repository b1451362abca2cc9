import proto from 'onnx-proto';
import { elementType } from './onnx-graph';

it('has the numbers that ONNX gives element types', () => {
  const { FLOAT, UINT16, INT32, INT64, BOOL, BFLOAT16 } = proto.onnx.TensorProto.DataType;
  expect(elementType).toEqual({
    float32: FLOAT,
    uint16: UINT16,
    int32: INT32,
    int64: INT64,
    bool: BOOL,
    bfloat16: BFLOAT16,
  });
});
