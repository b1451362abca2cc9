import { fakeBenchmark } from './fake-benchmark';
import { aCompletion, aSample } from './records';

it('takes the whole completion for the answer', () => {
  const benchmark = fakeBenchmark();
  const item = aSample({ solution: '4' });
  expect(benchmark.grade(item, aCompletion('4'))).toEqual({ verdict: 'correct', read: '4' });
  expect(benchmark.grade(item, aCompletion('5'))).toEqual({ verdict: 'wrong', read: '5' });
  expect(benchmark.grade(item, aCompletion(''))).toEqual({ verdict: 'unparsed', read: null });
});
