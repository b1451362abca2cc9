import { tf } from '../tf';
import { correctedGradients, correctGradients } from './correct-gradients';

it('corrects each kernel once, and may run again', () => {
  const names = correctedGradients.map(({ kernelName }) => kernelName);
  expect(new Set(names).size).toBe(names.length);
  correctGradients();
  for (const config of correctedGradients) expect(tf.getGradient(config.kernelName)).toBe(config);
});
