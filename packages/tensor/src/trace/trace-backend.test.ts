import { BackendError } from '@stepgrpo/core';
import { loweringTable } from '../lower/table';
import { tf } from '../tf';
import { traceBackend } from './trace-backend';
import { TRACE_BACKEND, withBackend } from './with-backend';

it('is one backend, registered with tfjs, that knows every kernel of the table', () => {
  expect(traceBackend()).toBe(traceBackend());
  const known = tf.getKernelsForBackend(TRACE_BACKEND).map(({ kernelName }) => kernelName);
  expect(known).toEqual(expect.arrayContaining(Object.keys(loweringTable)));
});

it('marks constants whose elements are all equal', () => {
  const tape = traceBackend().record(() =>
    withBackend(TRACE_BACKEND, () =>
      tf.tidy(() => void [tf.ones([2, 2]), tf.tensor([1, 2]), tf.tensor([0, -0])]),
    ),
  );
  expect(tape.constants.map(({ uniform }) => uniform)).toEqual([true, false, false]);
});

it('refuses to run outside a recording', () => {
  expect(() => withBackend(TRACE_BACKEND, () => tf.scalar(1))).toThrow(BackendError);
});

it('counts references, so that a shared value outlives its first owner', () => {
  const backend = traceBackend();
  backend.record(() => {
    const value = backend.newValue({ shape: [1], dtype: 'float32' });
    backend.incRef(value);
    expect(backend.disposeData(value)).toBe(false);
    expect(backend.refCount(value)).toBe(1);
    expect(backend.disposeData(value)).toBe(true);
    expect(backend.refCount(value)).toBe(0);
  });
});
