import { ShapeError } from '@stepgrpo/core';
import { hostTensor, type HostTensor } from '@stepgrpo/tensor';

/**
 * Moves a reference policy towards the current one.
 *
 * Equation  ref <- (1 - alpha) ref + alpha policy, after every update whose number (from 1) is a multiple of `every`
 * Shapes    tensors of equal names and shapes -> new tensors; the ones given are not written to
 * Range     alpha in [0, 1]
 * Source    TR-DPO, arXiv:2404.09656; huggingface/trl sync_ref_model
 * Throws    ShapeError when a name or a size differs, or a weight is not float32
 */
export function mixReference(
  reference: Readonly<Record<string, HostTensor>>,
  policy: Readonly<Record<string, HostTensor>>,
  alpha: number,
): Record<string, HostTensor> {
  const mixed = Object.entries(reference).map(([name, { data, shape, dtype }]) => {
    const current = policy[name]?.data;
    if (dtype !== 'float32' || (policy[name]?.dtype ?? dtype) !== 'float32')
      throw new ShapeError(
        `The weight "${name}" is not float32 on both sides.`,
        'mix float32 weights alone.',
      );
    if (current?.length !== data.length)
      throw new ShapeError(
        `The reference weight "${name}" has ${data.length} number(s), the policy's ${current?.length ?? 0}.`,
        'mix a reference with the policy it was copied from.',
      );
    const values = Float32Array.from(data, (value, i) => (1 - alpha) * value + alpha * current[i]!);
    return [name, hostTensor(values, shape)] as const;
  });
  return Object.fromEntries(mixed);
}

/** Whether the reference moves after update number `step`, counted from 1. */
export function isSyncStep(step: number, every: number): boolean {
  return step > 0 && step % every === 0;
}
