import proto from 'onnx-proto';
import {
  elementType,
  type AttributeValue,
  type Initializer,
  type OnnxGraph,
  type OnnxNode,
  type OnnxValue,
} from './onnx-graph';

const { onnx } = proto;
const { AttributeType } = onnx.AttributeProto;

/** Version of the standard operators; ReduceMax of bool, GroupNormalization and int4 came with or before it. */
export const OPSET = 21;
/** The version that brought BitCast, asked for where a program widens stored numbers. */
export const BITCAST_OPSET = 26;
const IR_VERSION = 10;

/**
 * The bytes of an ONNX model that holds `graph`.
 *
 * Source    onnx/onnx onnx/onnx.proto; the operator sets are ai.onnx 21 and com.microsoft 1
 */
export function encodeModel(graph: OnnxGraph): Uint8Array {
  return onnx.ModelProto.encode({
    irVersion: IR_VERSION,
    producerName: 'stepgrpo',
    opsetImport: [
      { domain: '', version: usesBitCast(graph) ? BITCAST_OPSET : OPSET },
      { domain: 'com.microsoft', version: 1 },
    ],
    graph: {
      name: graph.name,
      node: graph.nodes.map(encodeNode),
      initializer: graph.initializers.map(encodeInitializer),
      input: graph.inputs.map(encodeValue),
      output: graph.outputs.map(encodeValue),
    },
  }).finish();
}

function usesBitCast({ nodes }: OnnxGraph): boolean {
  return nodes.some(({ opType }) => opType === 'BitCast');
}

function encodeNode({ opType, domain, inputs, outputs, attributes }: OnnxNode): proto.onnx.INodeProto {
  return {
    opType,
    domain,
    input: [...inputs],
    output: [...outputs],
    attribute: Object.entries(attributes).map(([name, value]) => encodeAttribute(name, value)),
  };
}

function encodeAttribute(name: string, value: AttributeValue): proto.onnx.IAttributeProto {
  if (typeof value === 'number') return { name, type: AttributeType.INT, i: value };
  if (typeof value === 'string')
    return { name, type: AttributeType.STRING, s: new TextEncoder().encode(value) };
  if ('float' in value) return { name, type: AttributeType.FLOAT, f: value.float };
  return { name, type: AttributeType.INTS, ints: [...value] };
}

function encodeInitializer({ name, type, shape, data }: Initializer): proto.onnx.ITensorProto {
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { name, dims: [...shape], dataType: elementType[type], rawData };
}

function encodeValue({ name, type, shape }: OnnxValue): proto.onnx.IValueInfoProto {
  const dim = shape.map((dimValue) => ({ dimValue }));
  return { name, type: { tensorType: { elemType: elementType[type], shape: { dim } } } };
}
