import { requireGroupSize } from './require-group-size';

it('names the group that is too small', () => {
  expect(() => requireGroupSize([[1, 2], [3]], 'group-normalized')).toThrow(
    'Group 1 has 1 reward(s), and group-normalized compares the completions of a group. Fix: sample at least 2',
  );
  expect(() => requireGroupSize([[1, 2]], 'group-normalized')).not.toThrow();
});
