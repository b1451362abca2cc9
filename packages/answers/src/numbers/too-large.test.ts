import { TooLarge, workBudget } from './too-large';

it('gives out what it has and no more', () => {
  const budget = workBudget(3);
  budget.spend();
  budget.spend(2);
  expect(() => budget.spend()).toThrow(TooLarge);
});

it('remembers that something was given up', () => {
  const budget = workBudget(1);
  expect(budget.gaveUp).toBe(false);
  budget.giveUp();
  expect(budget.gaveUp).toBe(true);
});
