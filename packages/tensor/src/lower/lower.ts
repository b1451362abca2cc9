import type { OnnxGraph, OnnxValue } from '../onnx/onnx-graph';
import type { Graph, Value } from '../trace/graph';
import { Emitter } from './emitter';
import { joinReshapes } from './join-reshapes';
import { loweringTable, type AnyRow } from './table';

/** Names of the ONNX graph's inputs and outputs: `in/<name>` and `out/<name>`, so that they never clash. */
export const inputName = (name: string): string => `in/${name}`;
export const outputName = (name: string): string => `out/${name}`;

/** The ONNX graph that computes what the recorded graph computes, row by row of the lowering table. */
export function lower(graph: Graph, name: string): OnnxGraph {
  const emitter = new Emitter();
  for (const { name: input, value } of graph.inputs) {
    if (value.stored === undefined) emitter.bind(value, inputName(input));
    else emitter.bindStored(value, inputName(input));
  }
  for (const { value, data, uniform } of graph.constants) {
    if (uniform) emitter.bindUniform(value, data[0] as number);
    else emitter.bind(value, emitter.constant(data, value.dtype, value.shape));
  }
  for (const node of graph.nodes) {
    const emitted = (loweringTable[node.kernel] as AnyRow).emit(emitter, node);
    const names = typeof emitted === 'string' ? [emitted] : emitted;
    names.forEach((made, index) => emitter.bind(node.outputs[index] as Value, made));
  }
  const outputs = graph.outputs.map((output) => {
    const made = emitter.nameOf(output.value);
    emitter.output(made, outputName(output.name));
    return onnxValue(outputName(output.name), output.value);
  });
  return {
    name,
    inputs: graph.inputs.map(({ name: input, value }) => ({
      ...onnxValue(inputName(input), value),
      ...(value.stored === undefined ? {} : { type: 'uint16' as const }),
    })),
    outputs,
    initializers: emitter.initializers,
    nodes: joinReshapes(emitter.nodes),
  };
}

function onnxValue(name: string, { dtype, shape }: Value): OnnxValue {
  return { name, type: dtype, shape };
}
