import { createRng } from '@stepgrpo/core';
import { sampleStream } from './sample-stream';

const rng = createRng(1).fork('order');

it('shows every sample once per epoch, across step borders', () => {
  const at = sampleStream(7, { perStep: 3, rng });
  const shown = Array.from({ length: 14 }, (_, step) => at(step)).flat();
  for (let epoch = 0; epoch < 6; epoch++) {
    expect([...shown.slice(epoch * 7, (epoch + 1) * 7)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  }
  expect(shown.slice(0, 7)).not.toEqual(shown.slice(7, 14));
});

it('depends on the step only, so that a resumed run sees the same samples', () => {
  const straight = sampleStream(5, { perStep: 2, rng });
  const whole = Array.from({ length: 9 }, (_, step) => straight(step));
  expect(sampleStream(5, { perStep: 2, rng })(8)).toEqual(whole[8]);
});

it('repeats samples within a step that is larger than the data', () => {
  expect([...sampleStream(2, { perStep: 4, rng })(0)].sort()).toEqual([0, 0, 1, 1]);
});
