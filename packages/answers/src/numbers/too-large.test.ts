import { TooLarge, workBudget } from './too-large';

it('gives out what it has and no more', () => {
  const budget = workBudget(3);
  budget.spend();
  budget.spend(2);
  expect(() => budget.spend()).toThrow(TooLarge);
});
