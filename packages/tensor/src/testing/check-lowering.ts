import type { Backend } from '../backend/backend';
import type { HostTensor } from '../host-tensor';
import type { SupportedKernel } from '../lower/kernels';
import { tf } from '../tf';
import { record } from '../trace/record';
import { flattenTree, mapTree, specOf } from '../tree';

type Named<T> = Readonly<Record<string, T>>;

/** A small program that uses one kernel. */
export interface LoweringCase {
  /** Completes the sentence "lowers <kernel> …". */
  readonly name: string;
  readonly inputs: Named<HostTensor>;
  readonly compute: (tensors: Named<tf.Tensor>) => Named<tf.Tensor> | tf.Tensor;
  /** Inputs whose gradient is checked; none where the function is piecewise constant or has no gradient. */
  readonly gradientOf: readonly string[];
}

/** Largest errors of a case, each relative to max(1, |expected|). */
export interface CaseErrors {
  /** Whether the recorded program calls the kernel. */
  readonly isRecorded: boolean;
  /** Compiled outputs against those of the reference backend. */
  readonly forward: number;
  /** Compiled gradients against those of the reference backend. */
  readonly gradient: number;
  /** Compiled gradients against finite differences of the reference's outputs. */
  readonly finiteDifference: number;
}

/** Runs a case on the backend under test and on the reference. */
export async function checkLowering(
  kernel: SupportedKernel,
  { inputs, compute, gradientOf }: LoweringCase,
  { tested, reference }: { readonly tested: Backend; readonly reference: Backend },
  { finiteDifferences = true }: { readonly finiteDifferences?: boolean } = {},
): Promise<CaseErrors> {
  const forward = (tensors: Named<tf.Tensor>): Named<tf.Tensor> => asRecord(compute(tensors));
  const specs = specOf(inputs);
  const isRecorded = record(forward, specs).graph.nodes.some((node) => node.kernel === kernel);
  const expected = await runOnce(reference, forward, inputs);
  const errors = { isRecorded, forward: largestError(await runOnce(tested, forward, inputs), expected) };
  if (gradientOf.length === 0) return { ...errors, gradient: 0, finiteDifference: 0 };

  const gradients = gradientsOf(forward, gradientOf);
  const compiled = await runOnce(tested, gradients, inputs);
  const slopes: Record<string, HostTensor> = {};
  for (const name of finiteDifferences ? gradientOf : [])
    slopes[name] = await slopesOf(reference, forward, { inputs, name });
  return {
    ...errors,
    gradient: largestError(compiled, await runOnce(reference, gradients, inputs)),
    finiteDifference: finiteDifferences ? largestError(compiled, slopes) : 0,
  };
}

/** Weights that turn outputs into one number; all different, so that permuted gradients are noticed. */
const weightAt = (at: number): number => Math.cos(at + 1);

/** Gradients of the weighted sum of all outputs. */
function gradientsOf(
  forward: (tensors: Named<tf.Tensor>) => Named<tf.Tensor>,
  names: readonly string[],
): (tensors: Named<tf.Tensor>) => Named<tf.Tensor> {
  return (tensors) => {
    const weighted = (...leaves: tf.Tensor[]): tf.Scalar => {
      const replaced = Object.fromEntries(names.map((name, at) => [name, leaves[at] as tf.Tensor]));
      const terms = Object.values(forward({ ...tensors, ...replaced })).map((output) => {
        const weights = tf.tensor(
          Float32Array.from({ length: output.size }, (_, at) => weightAt(at)),
          output.shape,
        );
        return tf.sum(tf.mul(output, weights));
      });
      return terms.reduce((sum, term) => tf.add(sum, term)) as tf.Scalar;
    };
    const gradients = tf.grads(weighted)(names.map((name) => tensors[name] as tf.Tensor));
    return Object.fromEntries(names.map((name, at) => [name, gradients[at] as tf.Tensor]));
  };
}

/**
 * Central differences of fourth order, summed in 64 bits.
 *
 * Equation  f' = (f(x - 2h) - 8 f(x - h) + 8 f(x + h) - f(x + 2h)) / 12 h with h = 2^-5
 * Range     the method errs by h^4 f^(5) / 30, about 3e-8 f^(5); float32 outputs of size 1 add about 1e-7 / h = 3e-6 each
 */
async function slopesOf(
  reference: Backend,
  forward: (tensors: Named<tf.Tensor>) => Named<tf.Tensor>,
  { inputs, name }: { readonly inputs: Named<HostTensor>; readonly name: string },
): Promise<HostTensor> {
  const input = inputs[name] as HostTensor;
  const compiled = await reference.compile(forward, specOf(inputs));
  const valueAt = async (at: number, shift: number): Promise<number> => {
    const data = Float32Array.from(input.data);
    data[at] = (data[at] as number) + shift;
    const outputs = await compiled.run({ ...inputs, [name]: { ...input, data } });
    return Object.values(outputs as Named<HostTensor>).reduce(
      (total, output) => total + weightedSum(output.data),
      0,
    );
  };
  const h = 2 ** -5;
  const slopes = new Float32Array(input.data.length);
  for (let at = 0; at < slopes.length; at++) {
    const near = (await valueAt(at, h)) - (await valueAt(at, -h));
    const far = (await valueAt(at, 2 * h)) - (await valueAt(at, -2 * h));
    slopes[at] = (8 * near - far) / (12 * h);
  }
  return { ...input, data: slopes };
}

function weightedSum(data: HostTensor['data']): number {
  let total = 0;
  data.forEach((element, at) => (total += element * weightAt(at)));
  return total;
}

async function runOnce(
  backend: Backend,
  fn: (tensors: Named<tf.Tensor>) => Named<tf.Tensor>,
  inputs: Named<HostTensor>,
): Promise<Named<HostTensor>> {
  const compiled = await backend.compile(fn, specOf(inputs));
  const outputs = await compiled.run(inputs);
  await compiled.dispose();
  return outputs;
}

function largestError(actual: Named<HostTensor>, expected: Named<HostTensor>): number {
  let largest = 0;
  for (const [name, want] of Object.entries(flattenTree(expected))) {
    const got = actual[name] as HostTensor;
    const isAlike = got.dtype === want.dtype && got.shape.join() === want.shape.join();
    if (!isAlike) return Infinity;
    want.data.forEach(
      (number, at) => (largest = Math.max(largest, relativeError(got.data[at] as number, number))),
    );
  }
  return largest;
}

function relativeError(got: number, want: number): number {
  if (Object.is(got, want) || got === want) return 0;
  const error = Math.abs(got - want) / Math.max(1, Math.abs(want));
  return Number.isNaN(error) ? Infinity : error;
}

const asRecord = (outputs: Named<tf.Tensor> | tf.Tensor): Named<tf.Tensor> =>
  outputs instanceof tf.Tensor ? { y: outputs } : mapTree(outputs, (output) => output);
