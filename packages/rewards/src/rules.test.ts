import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, UnknownNameError } from '@stepgrpo/core';
import { createRules, rules } from './rules';

it('registers each rule under the name it gives itself', () => {
  for (const name of rules.names) expect(rules.get(name)({}).name).toBe(name);
});

it('makes the rules of a run, with their weights and options', () => {
  const made = createRules([
    { name: 'step-accuracy', weight: 2, options: { alpha: 0.5 } },
    { name: 'step-validity', weight: 1, options: {} },
  ]);
  expect(made.map(({ rule, weight }) => [rule.name, rule.range, weight])).toEqual([
    ['step-accuracy', [0, 1.5], 2],
    ['step-validity', [0, 1], 1],
  ]);
});

it('names what does not exist', () => {
  const make = (name: string, options: Record<string, unknown>) => () =>
    createRules([{ name, weight: 1, options }]);
  expect(make('step-acuracy', {})).toThrow(UnknownNameError);
  expect(make('step-acuracy', {})).toThrow('step-accuracy');
  expect(make('step-accuracy', { alhpa: 1 })).toThrow(ConfigError);
});

it('reads the folder: no file of rules is forgotten', () => {
  const files = readdirSync(join(__dirname, 'rules')).filter((file) => !file.endsWith('.test.ts'));
  for (const name of rules.names) expect(files).toContain(`${name}.ts`);
});
