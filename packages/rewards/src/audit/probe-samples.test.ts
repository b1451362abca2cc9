import { probeSamples } from './probe-samples';

it('has samples of different kinds, with names that no data set has', () => {
  const ids = probeSamples.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => id.startsWith('probe-'))).toBe(true);
});
