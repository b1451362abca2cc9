import { aCompletion, aSample } from './records';

it('makes a sample with the fields one cares about', () => {
  expect(aSample({ id: 'x', question: 'q' })).toMatchObject({ id: 'x', question: 'q', images: [] });
});

it('makes a completion whose tokens and log-probabilities match in number', () => {
  const completion = aCompletion('ab', { index: 3 });
  expect(completion).toMatchObject({ index: 3, text: 'ab', tokenIds: [97, 98], logProbs: [-1, -1] });
});
