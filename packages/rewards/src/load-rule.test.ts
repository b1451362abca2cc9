import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scored } from '@stepgrpo/core';
import { aCompletion, aSample, describeRewardRule, fakeRewardRule } from '@stepgrpo/testing';
import { loadRule } from './load-rule';
import type { CreditedRule } from './step-rewards';

const folder = mkdtempSync(join(tmpdir(), 'stepgrpo-rule-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'rule.js');
writeFileSync(file, '');

/** The file is loaded by Node itself in the test of docs/adding-a-reward-rule.md; jest only requires. */
const load = (exports: unknown, options = {}) => loadRule(file, options, async () => exports);

it('takes a rule, a function that makes one, or an export called "rule"', async () => {
  const rule = fakeRewardRule({ name: 'mine', range: [0, 2], score: () => scored(2) });
  for (const exports of [{ default: rule }, { default: () => rule }, { rule }]) {
    const loaded = await load(exports);
    expect([loaded.name, loaded.range]).toEqual(['mine', [0, 2]]);
    expect(await loaded.score(aSample(), aCompletion('x'))).toEqual(scored(2));
  }
});

const shapes: readonly (readonly [what: string, exports: unknown, message: RegExp])[] = [
  ['nothing', {}, /exports nothing/],
  ['other things', { score: 1, helper: 2 }, /exports no rule, only: score, helper/],
  ['a number', { default: 7 }, /it gives 7, not an object/],
  ['a promise', { default: async () => fakeRewardRule() }, /the function is async/],
  ['no name', { default: { range: [0, 1], score: () => scored(1) } }, /"name" is undefined/],
  ['a bad name', { default: fakeRewardRule({ name: 'My Rule' }) }, /"name" is "My Rule", not a kebab-case/],
  ['no range', { default: { name: 'a', score: () => scored(1) } }, /"range" is undefined/],
  ['a reversed range', { default: fakeRewardRule({ range: [1, 0] }) }, /"range" is \[1,0\]/],
  ['no score', { default: { name: 'a', range: [0, 1] } }, /"score" is undefined, not a function/],
];

it.each(shapes)('refuses %s, and names the file', async (_, exports, message) => {
  await expect(load(exports)).rejects.toThrow(message);
  await expect(load(exports)).rejects.toThrow(file);
});

it('says that a file is absent, is a folder, does not load, or throws for these options', async () => {
  await expect(loadRule(join(folder, 'none.js'))).rejects.toThrow(/none\.js: there is no such file/);
  await expect(loadRule(folder)).rejects.toThrow(/there is no such file/);
  const broken = async (): Promise<never> => Promise.reject(new SyntaxError('Unexpected token'));
  await expect(loadRule(file, {}, broken)).rejects.toThrow(/does not load \(SyntaxError: Unexpected token\)/);
  const picky = (): never => {
    throw new Error('size is required');
  };
  await expect(load({ default: picky }, { size: 0 })).rejects.toThrow(
    /threw Error: size is required for the options \{"size":0\}/,
  );
  await expect(load({ default: fakeRewardRule() }, { size: 0 })).rejects.toThrow(/has no options.*size/);
});

const partOf = (changes: object) => ({
  kind: 'scored',
  value: 1,
  parts: [{ label: 'a', value: 1, evidence: '', ...changes }],
});
const outcomes: readonly (readonly [what: string, outcome: unknown, reason: RegExp])[] = [
  ['a bare number', 1, /gave 1, not \{ kind, value \}/],
  ['nothing', undefined, /gave undefined/],
  ['NaN', { kind: 'scored', value: Number.NaN }, /the value NaN/],
  ['more than its range', { kind: 'scored', value: 7 }, /gave 7, outside of its range \[0, 1\]/],
  ['another kind', { kind: 'maybe' }, /the kind "maybe"/],
  ['broken parts', { kind: 'scored', value: 1, parts: [{}] }, /parts without a label/],
  ['a part of NaN points', partOf({ value: Number.NaN }), /a finite value/],
  ['a span of null', partOf({ span: null }), /a span that is no \[start, end\]/],
  ['a span that ends before it begins', partOf({ span: [4, 2] }), /a span that is no/],
];

it.each(outcomes)('makes %s ungradable, with the reason', async (_, outcome, reason) => {
  const rule = await load({ default: fakeRewardRule({ score: () => outcome as never }) });
  expect(await rule.score(aSample(), aCompletion('x'))).toEqual({
    kind: 'ungradable',
    reason: expect.stringMatching(reason),
  });
});

it('keeps what a rule says of its credit', async () => {
  const rule: CreditedRule = await load({ default: { ...fakeRewardRule(), credit: 'end' } });
  expect(rule.credit).toBe('end');
});

const lawful = fakeRewardRule({ name: 'lawful' });
describe('a rule that was loaded', () => {
  describeRewardRule({
    ...lawful,
    score: async (...given) => (await load({ default: lawful })).score(...given),
  });
});
