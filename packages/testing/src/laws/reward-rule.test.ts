import { scored } from '@stepgrpo/core';
import { describeRewardRule } from './reward-rule';

describeRewardRule(
  {
    name: 'says-eleven',
    range: [0, 1],
    score: (_sample, { text }) => {
      const at = text.indexOf('11');
      const value = at === -1 ? 0 : 1;
      return scored(value, [{ label: 'eleven', value, evidence: at === -1 ? 'missing' : `at ${at}` }]);
    },
  },
  { goldResponse: ({ solution }) => `It is ${solution}.` },
);

describeRewardRule({
  name: 'needs-a-teacher',
  range: [0, 1],
  score: () => ({ kind: 'ungradable', reason: 'there is no teacher' }),
});
