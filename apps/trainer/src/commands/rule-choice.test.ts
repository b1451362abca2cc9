import { defaultRules } from '../evaluation';
import { runFiles } from '../testing/run-files';
import { ruleConfigs } from './rule-choice';

it('takes names, or a config, or the default, but not both', () => {
  const files = runFiles();
  try {
    expect(ruleConfigs({ rules: ['format'] })).toEqual([{ name: 'format', weight: 1, options: {} }]);
    expect(ruleConfigs({})).toBe(defaultRules);
    expect(ruleConfigs({ config: files.config })).toMatchObject([{ name: 'a' }]);
    expect(() => ruleConfigs({ config: files.config, rules: ['format'] })).toThrow(/do not go together/);
  } finally {
    files.remove();
  }
});
