import { tf } from '../../tf';
import { tensorflowProbe } from './tensorflow-probe';

const settings = { threads: 2, allowSpinning: true };
const probing = (load: () => Promise<unknown>) =>
  tensorflowProbe('@tensorflow/tfjs-node', 'summary', load).probe(settings);

it('says that a package is missing, and how to install it', async () => {
  const missing = Object.assign(new Error("Cannot find package '@tensorflow/tfjs-node'"), {
    code: 'ERR_MODULE_NOT_FOUND',
  });
  expect(await probing(() => Promise.reject(missing))).toEqual({
    available: false,
    reason: '@tensorflow/tfjs-node is not installed.',
    fix: expect.stringContaining('npm install @tensorflow/tfjs-node@4.22.0'),
  });
});

it('tells what broke in a package that does not load', async () => {
  const finding = await probing(() => Promise.reject(new Error('libtensorflow.so.2: cannot open\nmore')));
  expect(finding).toMatchObject({ available: false, reason: 'libtensorflow.so.2: cannot open' });
});

it('notices a package that registers with another copy of tfjs', async () => {
  expect(await probing(async () => ({}))).toMatchObject({
    available: false,
    reason: expect.stringContaining('registered no backend'),
  });
});

it('opens an eager backend where the package registers one, and leaves the current backend alone', async () => {
  const finding = await probing(async () => {
    tf.registerBackend('tensorflow', () => ({ dispose() {} }) as unknown as tf.KernelBackend);
    await tf.setBackend('tensorflow');
  });
  expect(finding.available && finding.open()).toMatchObject({ name: 'tfjs-node', kind: 'eager', threads: 2 });
  expect(tf.getBackend()).toBe('cpu');
});
