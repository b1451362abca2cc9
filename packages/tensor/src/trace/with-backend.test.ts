import { tf } from '../tf';
import { withBackend } from './with-backend';

beforeAll(() => {
  tf.registerBackend('other', () => ({ name: 'other' }) as unknown as tf.KernelBackend);
});

it('selects a backend for the call and restores the one before', async () => {
  await tf.setBackend('cpu');
  expect(withBackend('other', () => tf.getBackend())).toBe('other');
  expect(tf.getBackend()).toBe('cpu');
});

it('restores it after an error', () => {
  const fail = (): never => {
    throw new Error('inside');
  };
  expect(() => withBackend('other', fail)).toThrow('inside');
  expect(tf.getBackend()).toBe('cpu');
});
