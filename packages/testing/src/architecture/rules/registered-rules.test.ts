import { repositoryOf } from '../repository';
import { registeredRules } from './registered-rules';

const rule = 'export function make(): RewardRule {}';
const complete = {
  'packages/rewards/src/rules.ts': `export const rules = defineRegistry('reward rule', { 'a-b': make });`,
  'packages/rewards/src/rules/a-b.ts': rule,
  'packages/rewards/src/rules/a-b.test.ts': '',
  'packages/rewards/golden/a-b.json': '{}',
  'packages/rewards/src/rules/shared-words.ts': 'export function words(): string[] {}',
};
const check = (files: Record<string, string>): string[] =>
  registeredRules.check(repositoryOf(files)).map(({ path, what }) => `${path} ${what}`);

it('is content with a file, a line, a test and a golden file', () => {
  expect(check(complete)).toEqual([]);
  expect(check({})).toEqual([]);
});

it('finds a rule without its line', () => {
  expect(check({ ...complete, 'packages/rewards/src/rules/c.ts': rule })).toEqual([
    'packages/rewards/src/rules.ts does not list the rule "c"',
  ]);
});

it('finds a line without file, test or golden file', () => {
  const table = complete['packages/rewards/src/rules.ts'];
  expect(check({ 'packages/rewards/src/rules.ts': table })).toEqual([
    'packages/rewards/src/rules/a-b.ts is missing for the rule "a-b"',
    'packages/rewards/src/rules/a-b.test.ts is missing for the rule "a-b"',
    'packages/rewards/golden/a-b.json is missing for the rule "a-b"',
  ]);
});
