import { hostTensor } from '@stepgrpo/tensor';
import { checkedState, initialState } from './optimizer-state';

const weights = { a: hostTensor([1, 2], [1, 2]), b: hostTensor([3]) };

it('starts from zeros of the same shapes', () => {
  const { step, m, v } = initialState(weights);
  expect(step).toBe(0);
  expect(m['a']).toEqual(hostTensor([0, 0], [1, 2]));
  expect(v['b']!.data).not.toBe(m['b']!.data);
});

it('puts a saved state into the order of the weights', () => {
  const state = { ...initialState({ b: weights.b, a: weights.a }), step: 7 };
  expect(Object.keys(checkedState(state, weights).m)).toEqual(['a', 'b']);
  expect(checkedState(state, weights).step).toBe(7);
});

it.each([
  [{ step: -1 }, 'its step is -1'],
  [{ step: 0.5 }, 'its step is 0.5'],
  [{ m: { a: hostTensor([0, 0], [1, 2]) } }, 'its "m" has no "b"'],
  [{ v: { ...initialState(weights).v, c: hostTensor([0]) } }, 'its "v/c" belongs to no weight that learns'],
  [
    { v: { ...initialState(weights).v, a: hostTensor([0, 0], [2, 1]) } },
    'its "v/a" is float32 [2, 1], the weight is [1, 2]',
  ],
])('refuses %j', (change, message) => {
  expect(() => checkedState({ ...initialState(weights), ...change }, weights)).toThrow(message);
});
