import { tf } from '../tf';
import { loweringTable } from './table';

it('names kernels that tfjs has, or our own', () => {
  const tfjs = new Set<string>(tf.getKernelsForBackend('cpu').map(({ kernelName }) => kernelName));
  const unknown = Object.keys(loweringTable).filter(
    (name) => !tfjs.has(name) && !name.startsWith('Stepgrpo'),
  );
  expect(unknown).toEqual([]);
});
