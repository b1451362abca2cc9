import { nearestName } from './nearest-name';

it.each([
  ['learningrate', 'learningRate'],
  ['groupsize', 'groupSize'],
  ['grupSize', 'groupSize'],
  ['tempertaure', 'temperature'],
])('reads %s as %s', (typed, meant) => {
  expect(nearestName(typed, ['learningRate', 'groupSize', 'temperature', 'topP'])).toBe(meant);
});

it('suggests nothing for a name that resembles none', () => {
  expect(nearestName('banana', ['learningRate', 'groupSize'])).toBeNull();
});

it('does not compare a name of unreasonable length', () => {
  expect(nearestName('x'.repeat(1_000_000), ['x'.repeat(1_000_000)])).toBeNull();
});
