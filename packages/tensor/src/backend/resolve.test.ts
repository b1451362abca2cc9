import { BackendError, UnknownNameError } from '@stepgrpo/core';
import { backendProbes, resolveBackend } from './resolve';

it('takes compiled programs on the processor by default, and says why', async () => {
  const { backend, reason, tried } = await resolveBackend({ threads: 2 });
  expect([backend.name, backend.kind, backend.threads]).toEqual(['ort-cpu', 'compiled', 2]);
  expect(reason).toContain('2 thread(s)');
  expect(tried).toEqual([{ backend: 'ort-cpu', reason: expect.stringContaining('2 thread(s)') }]);
  await backend.dispose();
});

it('takes the backend that is asked for', async () => {
  const { backend } = await resolveBackend({ prefer: 'tfjs-cpu' });
  expect([backend.name, backend.kind]).toEqual(['tfjs-cpu', 'eager']);
});

it('does not replace a backend that is asked for and absent', async () => {
  const absent = resolveBackend({ prefer: 'tfjs-node-gpu' });
  await expect(absent).rejects.toThrow(BackendError);
  await expect(absent).rejects.toThrow(/tfjs-node-gpu.*Fix: npm install @tensorflow\/tfjs-node-gpu/);
});

it('lists the names there are for an unknown one', async () => {
  await expect(resolveBackend({ prefer: 'metal' })).rejects.toThrow(UnknownNameError);
  await expect(resolveBackend({ prefer: 'metal' })).rejects.toThrow(
    backendProbes.map(({ name }) => name).join(', '),
  );
});

it.each([0, 1.5, -1, NaN])('refuses %d threads', async (threads) => {
  await expect(resolveBackend({ threads })).rejects.toThrow('set threads to a whole number of at least 1');
});
