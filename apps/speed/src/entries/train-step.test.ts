import { resolveBackend } from '@stepgrpo/tensor';
import { trainingStep } from './train-step';

it('learns the batch it is given', async () => {
  const { backend } = await resolveBackend({ threads: 1 });
  const { step, dispose } = trainingStep('1.6M', backend);
  const losses = [];
  for (let i = 0; i < 3; i++) losses.push(((await step()) as { readonly loss: number }).loss);
  expect(losses[0]).toBeCloseTo(Math.log(256), 0); // about uniform at the start
  expect(losses[2]).toBeLessThan(losses[0]!);
  await dispose();
  await backend.dispose();
});
