import { scored, ungradable } from '@stepgrpo/core';
import { fakeRewardRule } from './fake-reward-rule';
import { aCompletion, aSample } from './records';

it('gives 1, or what it is told', () => {
  expect(fakeRewardRule().score(aSample(), aCompletion(''))).toEqual(scored(1));
  const unsure = fakeRewardRule({ name: 'unsure', score: () => ungradable('no key steps') });
  expect(unsure.name).toBe('unsure');
  expect(unsure.score(aSample(), aCompletion(''))).toEqual(ungradable('no key steps'));
});
