import { aConfig } from '../testing/open-fake-session';
import { armConfig, arms, requirePhases, warmupConfig } from './arms';

const base = aConfig();
const accuracy = { name: 'step-accuracy', weight: 2, options: { mode: 'paper', alpha: 0.5 } };
const extra = { name: 'length', weight: 0.1, options: {} };
const config = { ...base, stepgrpo: { ...base.stepgrpo!, rewards: [accuracy, extra] } };
const built = (name: string) =>
  armConfig(config, { arm: arms.find((arm) => arm.name === name)!, seed: 3, warmup: 'runs/w/final' });

it('gives each arm its rewards, with the options of the config, and leaves other rules in', () => {
  const names = (name: string) => built(name).stepgrpo?.rewards.map((reward) => reward.name);
  expect(names('outcome')).toEqual(['answer', 'length']);
  expect(names('step-rar')).toEqual(['step-accuracy', 'length']);
  expect(names('step-rvr')).toEqual(['answer', 'step-validity', 'length']);
  expect(names('stepwise-min')).toEqual(['step-accuracy', 'step-validity', 'length']);
  expect(built('outcome').stepgrpo?.rewards[0]).toEqual({
    name: 'answer',
    weight: 2,
    options: { mode: 'paper' },
  });
  expect(built('stepgrpo').stepgrpo?.rewards[0]).toEqual(accuracy);
});

it('differs between arms in nothing but rewards and credit', () => {
  const rest = (name: string) => {
    const { stepgrpo, name: _name, ...others } = built(name);
    const { rewards: _rewards, stepwise: _stepwise, ...phase } = stepgrpo!;
    return { ...others, phase };
  };
  for (const { name, phase } of arms) if (phase !== null) expect(rest(name)).toEqual(rest('outcome'));
  expect(built('stepwise-min').stepgrpo?.stepwise).toMatchObject({
    reduce: 'min',
    normalization: 'step-index',
  });
  expect(built('stepgrpo').stepgrpo?.stepwise).toBeUndefined();
  expect(built('outcome')).toMatchObject({ seed: 3, model: { path: 'runs/w/final' } });
  expect(built('outcome').warmup).toBeUndefined();
  expect(warmupConfig(config, 3)).toMatchObject({ seed: 3, model: { preset: 'tiny' } });
  expect(warmupConfig(config, 3).stepgrpo).toBeUndefined();
});

it('needs both phases and an evaluation', () => {
  const { eval: _eval, ...without } = config;
  expect(() => requirePhases(without)).toThrow('eval: the config has no [eval].');
});
