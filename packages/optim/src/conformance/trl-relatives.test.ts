import { failuresOf, withFault } from './golden-suite';
import { trlAsyncChecks, trlRlooChecks } from './trl-relatives';

it.each([
  ['trl_rloo', trlRlooChecks, 'loss', 'loss'],
  ['trl_async_grpo', trlAsyncChecks, 'ratio', 'metric ratio'],
] as const)('agrees with the golden cases of %s and notices a fault', async (file, suite, field, check) => {
  expect(await failuresOf(file, suite)).toEqual([]);
  expect(await failuresOf(file, suite, (given) => withFault(given, field))).toContain(check);
});
