import { repositoryOf } from './repository';
import { architectureRules } from './rules';

it('has rules with names of their own that accept an empty repository', () => {
  expect(new Set(architectureRules.map(({ name }) => name)).size).toBe(architectureRules.length);
  for (const rule of architectureRules) expect(rule.check(repositoryOf({}))).toEqual([]);
});
