import { aCompletion, aSample, describeBenchmark } from '@stepgrpo/testing';
import { finalAnswer } from './final-answer';

const samples = [aSample({ id: 'a' }), aSample({ id: 'b', solution: 'two' })];
const benchmark = finalAnswer({ samples: () => samples, equivalent: (a, b) => a === b });
describeBenchmark(benchmark);
describeBenchmark(finalAnswer({ name: 'final-answer, compared by default', samples: () => [samples[0]!] }));

it('reads the last final answer only', () => {
  const grade = (text: string) => benchmark.grade(samples[0]!, aCompletion(text));
  expect(grade('### The final answer is: 11')).toEqual({ verdict: 'correct', read: '11' });
  expect(grade('### The final answer is: 11\n### The final answer is: 12')).toEqual({
    verdict: 'wrong',
    read: '12',
  });
  expect(grade('The final answer is 11')).toEqual({ verdict: 'unparsed', read: null });
  expect(grade('### The final answer is:')).toEqual({ verdict: 'unparsed', read: null });
});

it('takes the final answer of a solution that is a whole response', () => {
  const sample = aSample({ solution: '### Step 1:\n3 + 8 = 11\n### The final answer is: 11' });
  expect(benchmark.grade(sample, aCompletion('### The final answer is: 11')).verdict).toBe('correct');
});

it('reads samples that come one by one', async () => {
  const slowly = finalAnswer({
    samples: async function* () {
      yield* samples;
    },
    equivalent: () => true,
  });
  const ids = [];
  for await (const { id } of slowly.items()) ids.push(id);
  expect(ids).toEqual(['a', 'b']);
});

it('compares as rewards do unless told otherwise', () => {
  const byDefault = finalAnswer({ samples: () => samples });
  const grade = (text: string) => byDefault.grade(samples[0]!, aCompletion(text));
  expect(grade('### The final answer is: 11.0').verdict).toBe('correct');
  expect(grade('### The final answer is: 12').verdict).toBe('wrong');
});
