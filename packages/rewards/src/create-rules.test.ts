import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeRewardRule } from '@stepgrpo/testing';
import { createRules } from './create-rules';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stepgrpo-rules-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const moduleFile = (): string => {
  const path = join(folder, 'mine.js');
  writeFileSync(path, '');
  return path;
};

it('makes rules by name and by module, with their options and weights', async () => {
  const seen: unknown[] = [];
  const importModule = async (path: string) => {
    seen.push(path);
    return { default: (options: unknown) => (seen.push(options), fakeRewardRule({ name: 'mine' })) };
  };
  const path = moduleFile();
  const rules = await createRules(
    [
      { name: 'step-accuracy', weight: 2, options: { alpha: 0.5 } },
      { module: path, weight: 0.5, options: { size: 3 } },
    ],
    { importModule },
  );
  expect(rules.map(({ rule, weight }) => [rule.name, rule.range, weight])).toEqual([
    ['step-accuracy', [0, 1.5], 2],
    ['mine', [0, 1], 0.5],
  ]);
  expect(seen).toEqual([path, { size: 3 }]);
});

it('refuses unknown names, two rules of one name, and neither name nor module', async () => {
  const one = { weight: 1, options: {} };
  await expect(createRules([{ ...one, name: 'nope' }])).rejects.toThrow(/No reward rule is named "nope"/);
  const importModule = async () => ({ default: fakeRewardRule({ name: 'format' }) });
  const configs = [
    { ...one, name: 'format' },
    { ...one, module: moduleFile() },
  ];
  await expect(createRules(configs, { importModule })).rejects.toThrow(/two rules are called "format"/);
  const gated = { ...one, name: 'answer', gate: 'mine' };
  await expect(createRules([gated, configs[1]!], { importModule })).rejects.toThrow(
    /gate of "answer" is "mine"/,
  );
  await expect(createRules([one])).rejects.toThrow(/neither "name" nor "module"/);
});
