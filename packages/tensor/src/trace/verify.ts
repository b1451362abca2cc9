import { BackendError } from '@stepgrpo/core';
import { inputValues, type Graph, type Value } from './graph';

/**
 * Checks that a graph is what the lowering relies on: every value is made exactly once and before it is read,
 * names of inputs and of outputs are unique, shapes are whole numbers, constants fill their shapes.
 *
 * Throws    BackendError that names the first fault; it is a fault of this package, never of the recorded function
 */
export function verify(graph: Graph): Graph {
  const made = new Set<Value>();
  const make = (value: Value, by: string): void => {
    if (made.has(value)) throw fault(`${by} makes ${describe(value)}, which exists already`);
    if (!value.shape.every((dimension) => Number.isInteger(dimension) && dimension >= 0)) {
      throw fault(`${by} makes ${describe(value)}, whose shape is not of whole numbers`);
    }
    made.add(value);
  };
  const read = (value: Value, by: string): void => {
    if (!made.has(value)) throw fault(`${by} reads ${describe(value)}, which nothing has made before`);
  };

  unique(
    graph.inputs.map(({ name }) => name),
    'inputs',
  );
  unique(
    graph.outputs.map(({ name }) => name),
    'outputs',
  );
  for (const { name, value } of graph.inputs) make(value, `the input "${name}"`);
  for (const { value, data } of graph.constants) {
    make(value, 'a constant');
    const size = value.shape.reduce((product, dimension) => product * dimension, 1);
    if (data.length !== size) throw fault(`a constant of ${data.length} numbers makes ${describe(value)}`);
  }
  for (const node of graph.nodes) {
    for (const value of inputValues(node)) read(value, node.kernel);
    for (const value of node.outputs) make(value, node.kernel);
  }
  for (const { name, value } of graph.outputs) read(value, `the output "${name}"`);
  return graph;
}

function unique(names: readonly string[], what: string): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw fault(`two ${what} are named "${twice}"`);
}

function describe({ id, dtype, shape }: Value): string {
  return `value ${id} (${dtype} [${shape.join(', ')}])`;
}

function fault(what: string): BackendError {
  return new BackendError(
    `The recorded program is broken: ${what}.`,
    'report it; meanwhile run on the backend "tfjs-cpu".',
  );
}
