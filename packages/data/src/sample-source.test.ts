import { DataError } from '@stepgrpo/core';
import type { Sample } from '@stepgrpo/core';
import { assertSampleIndex, samplesOf } from './sample-source';

const sample = (id: string): Sample => ({ id, question: '?', images: [], solution: '', keySteps: [] });

it('walks through a source in its own order, whether samples come at once or later', async () => {
  const all = ['a', 'b', 'c'].map(sample);
  const source = {
    name: 'letters',
    length: 3,
    hash: '',
    describe: () => '',
    get: (i: number) => (i === 1 ? Promise.resolve(all[i]!) : all[i]!),
  };
  const seen: string[] = [];
  for await (const { id } of samplesOf(source)) seen.push(id);
  expect(seen).toEqual(['a', 'b', 'c']);
});

it.each([-1, 3, 0.5, NaN])('refuses the index %d and says which there are', (index) => {
  const check = () => assertSampleIndex(index, { name: 'letters', length: 3 });
  expect(check).toThrow(DataError);
  expect(check).toThrow(`letters: there is no sample ${index}; there are 3. Fix: ask for 0 to 2.`);
});
