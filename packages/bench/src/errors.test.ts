import { ComparisonError, ScoreError } from './errors';

it('has a stable code for each', () => {
  expect(new ScoreError('a', 'b').code).toBe('SCORE');
  expect(new ComparisonError('a', 'b').code).toBe('COMPARISON');
});
