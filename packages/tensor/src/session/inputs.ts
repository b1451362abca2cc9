import { ShapeError } from '@stepgrpo/core';
import { dtypeOf, sizeOf, type HostTensor, type TensorSpec } from '../host-tensor';
import { flattenTree } from '../tree';

/** An input a function was compiled for. */
export interface ExpectedInput {
  readonly name: string;
  readonly value: TensorSpec;
}

/**
 * Checks the inputs of a call against what the function was compiled for.
 *
 * Throws    ShapeError when an input is missing, unknown, or has another shape or element type
 */
export function bindInputs(
  expected: readonly ExpectedInput[],
  functionName: string,
): (tree: unknown) => [string, HostTensor][] {
  const names = new Set(expected.map(({ name }) => name));
  return (tree) => {
    const given = flattenTree(tree) as Record<string, HostTensor>;
    for (const name of Object.keys(given)) {
      if (!names.has(name)) throw unknownInput(functionName, name, [...names]);
    }
    return expected.map(({ name, value }) => {
      const tensor = given[name];
      if (tensor === undefined) {
        throw new ShapeError(
          `"${functionName}" got no input "${name}".`,
          `pass a tensor of shape [${value.shape.join(', ')}].`,
        );
      }
      if (!fits(tensor, value)) {
        throw new ShapeError(
          `Input "${name}" of "${functionName}" is ${describe(tensor)}, but the function is compiled for ${describe(value)}.`,
          'pass that shape and element type, or compile the function for the new ones.',
        );
      }
      return [name, tensor];
    });
  };
}

function fits({ data, dtype, shape }: HostTensor, expected: TensorSpec): boolean {
  if (dtype !== expected.dtype || dtypeOf(data) !== dtype || shape.length !== expected.shape.length)
    return false;
  return (
    shape.every((dimension, axis) => dimension === expected.shape[axis]) && data.length === sizeOf(shape)
  );
}

/** Shape and element type in words; says it when the data is not what they promise. */
function describe(tensor: TensorSpec | HostTensor): string {
  const spec = `${tensor.dtype} [${tensor.shape.join(', ')}]`;
  if (!('data' in tensor)) return spec;
  const { data, dtype, shape } = tensor;
  if (dtypeOf(data) !== dtype) return `${spec} stored in a ${data.constructor.name}`;
  return data.length === sizeOf(shape) ? spec : `${spec} with ${data.length} element(s)`;
}

function unknownInput(functionName: string, name: string, names: readonly string[]): ShapeError {
  return new ShapeError(`"${functionName}" has no input "${name}".`, `pass exactly: ${names.join(', ')}.`);
}
