import type { Backend } from '../backend/backend';
import { resolveBackend } from '../backend/resolve';
import { hostTensor, sizeOf, type HostTensor } from '../host-tensor';
import type { SupportedKernel } from '../lower/kernels';
import { checkLowering, type LoweringCase } from './check-lowering';

/** Cases for each row of one family of the lowering table; a row without cases does not compile. */
export type CasesFor<RowsOfFamily> = { readonly [Kernel in keyof RowsOfFamily]: readonly LoweringCase[] };

/** float32 results of a few operations differ in their last bits; a wrong formula is off by far more. */
const FORWARD_TOLERANCE = 1e-5;
/** Gradients pass a few more roundings. */
const GRADIENT_TOLERANCE = 2e-5;
/** Finite differences of float32 outputs err by about 1e-5 here, see `checkLowering`; ten times that, and more, is a fault. */
const SLOPE_TOLERANCE = 5e-4;

/** One test for each case: the outputs, the gradients, and the gradients against finite differences. */
export function describeLowering<RowsOfFamily extends object>(cases: CasesFor<RowsOfFamily>): void {
  let backends: { readonly tested: Backend; readonly reference: Backend };
  beforeAll(async () => {
    const [tested, reference] = await Promise.all(
      ['ort-cpu', 'tfjs-cpu'].map(async (prefer) => (await resolveBackend({ prefer, threads: 2 })).backend),
    );
    backends = { tested: tested as Backend, reference: reference as Backend };
  });
  afterAll(() => backends.tested.dispose());

  for (const [kernel, list] of Object.entries(cases) as [SupportedKernel, readonly LoweringCase[]][]) {
    if (list.length === 0) continue;
    it.each([...list])(`lowers ${kernel} $name`, async (each) => {
      const errors = await checkLowering(kernel, each, backends);
      expect(errors.isRecorded).toBe(true);
      expect(errors.forward).toBeLessThan(FORWARD_TOLERANCE);
      expect(errors.gradient).toBeLessThan(GRADIENT_TOLERANCE);
      expect(errors.finiteDifference).toBeLessThan(SLOPE_TOLERANCE);
    });
  }
}

/** Numbers between -1.5 and 1.5, none close to 0 or to another, the same at every call. */
export function numbers(shape: readonly number[], phase = 0): HostTensor {
  const data = Float32Array.from({ length: sizeOf(shape) }, (_, at) => {
    const wave = Math.sin(1.7 * at + 0.9 + phase);
    return Math.sign(wave) * (0.2 + 1.3 * Math.abs(wave));
  });
  return hostTensor(data, shape);
}

/** Numbers between 0.7 and 2, for functions that are steep near 0. */
export function awayFromZero(shape: readonly number[], phase = 0): HostTensor {
  const { data } = positives(shape, phase);
  return hostTensor(
    Float32Array.from(data, (number) => number + 0.5),
    shape,
  );
}

/** Numbers between 0.2 and 1.5. */
export function positives(shape: readonly number[], phase = 0): HostTensor {
  const { data } = numbers(shape, phase);
  return hostTensor(Float32Array.from(data, Math.abs), shape);
}

export function integers(values: readonly number[], shape: readonly number[] = [values.length]): HostTensor {
  return hostTensor(Int32Array.from(values), shape);
}

export function truths(values: readonly number[], shape: readonly number[] = [values.length]): HostTensor {
  return hostTensor(Uint8Array.from(values), shape);
}
