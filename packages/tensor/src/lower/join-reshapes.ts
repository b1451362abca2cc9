import type { OnnxNode } from '../onnx/onnx-graph';

/**
 * Lets each reshape read what the reshapes before it read, and drops those that nobody reads any more.
 *
 * A reshape costs ONNX Runtime a node, and often a copy; tfjs code and the gradients of products write chains of them.
 */
export function joinReshapes(nodes: readonly OnnxNode[]): readonly OnnxNode[] {
  const sources = new Map<string, string>();
  const joined = nodes.map((node) => {
    if (node.opType !== 'Reshape') return node;
    const [x = '', shape = ''] = node.inputs;
    const source = sources.get(x) ?? x;
    for (const output of node.outputs) sources.set(output, source);
    return { ...node, inputs: [source, shape] };
  });
  const read = new Set(joined.flatMap(({ inputs }) => inputs));
  return joined.filter(
    ({ opType, outputs }) => opType !== 'Reshape' || outputs.some((name) => read.has(name)),
  );
}
