import { aSample } from '@stepgrpo/testing';
import { benchmarks } from './benchmarks';

it.each(benchmarks.names)('makes "%s" with its own name', async (name) => {
  const benchmark = benchmarks.get(name)({ samples: () => [aSample()], equivalent: () => true });
  expect(benchmark.name).toBe(name);
});

it('lists what there is', () => {
  expect(() => benchmarks.get('imagenet')).toThrow(
    'No benchmark is named "imagenet". Fix: use one of: digits, ',
  );
});
