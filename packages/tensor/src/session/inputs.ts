import { ShapeError } from '@stepgrpo/core';
import { sizeOf, type HostTensor, type TensorSpec } from '../host-tensor';
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
  const names = expected.map(({ name }) => name);
  return (tree) => {
    const given = flattenTree(tree) as Record<string, HostTensor>;
    for (const name of Object.keys(given)) {
      if (!names.includes(name)) throw unknownInput(functionName, name, names);
    }
    return expected.map(({ name, value }) => {
      const tensor = given[name];
      if (tensor === undefined) {
        throw new ShapeError(
          `"${functionName}" got no input "${name}".`,
          `pass a tensor of shape [${value.shape.join(', ')}].`,
        );
      }
      if (
        tensor.dtype !== value.dtype ||
        tensor.shape.join() !== value.shape.join() ||
        tensor.data.length !== sizeOf(value.shape)
      ) {
        throw new ShapeError(
          `Input "${name}" of "${functionName}" is ${describe(tensor)}, but the function is compiled for ${describe(value)}.`,
          'pass that shape and element type, or compile the function for the new ones.',
        );
      }
      return [name, tensor];
    });
  };
}

function describe({
  dtype,
  shape,
  data,
}: Pick<HostTensor, 'dtype' | 'shape'> & { readonly data?: HostTensor['data'] }): string {
  const count = data === undefined || data.length === sizeOf(shape) ? '' : ` with ${data.length} element(s)`;
  return `${dtype} [${shape.join(', ')}]${count}`;
}

function unknownInput(functionName: string, name: string, names: readonly string[]): ShapeError {
  return new ShapeError(`"${functionName}" has no input "${name}".`, `pass exactly: ${names.join(', ')}.`);
}
