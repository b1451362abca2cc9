import { failuresOf } from './golden-suite';
import { checkTrlConfig, trlConfigChecks } from './trl-config';

it('refuses what TRL refuses', async () => {
  expect(await failuresOf('trl_config_validation', trlConfigChecks)).toEqual([]);
  const turned = await failuresOf('trl_config_validation', trlConfigChecks, (given) => ({
    ...given,
    expected: { raises_at: (given['expected'] as { raises_at: null }).raises_at === null ? 'run' : null },
  }));
  expect(new Set(turned)).toEqual(new Set(['refused']));
});

it('names the option', () => {
  expect(() => checkTrlConfig({})).not.toThrow();
  expect(() => checkTrlConfig({ num_generations: 3 })).toThrow(
    'num_generations: 2 completions are not whole groups of 3',
  );
  expect(() => checkTrlConfig({ loss_type: 'toString' })).toThrow(
    'loss_type: TRL knows no loss_type "toString".',
  );
});
