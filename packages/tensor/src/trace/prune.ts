import { inputValues, type Graph, type Value } from './graph';

/** The graph without nodes, constants and inputs that no output depends on. */
export function prune(graph: Graph): Graph {
  const needed = new Set<Value>(graph.outputs.map(({ value }) => value));
  const nodes = graph.nodes
    .toReversed()
    .filter((node) => {
      if (!node.outputs.some((output) => needed.has(output))) return false;
      for (const value of inputValues(node)) needed.add(value);
      return true;
    })
    .toReversed();
  return {
    inputs: graph.inputs.filter(({ value }) => needed.has(value)),
    constants: graph.constants.filter(({ value }) => needed.has(value)),
    nodes,
    outputs: graph.outputs,
  };
}
