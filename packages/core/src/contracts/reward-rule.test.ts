import { scored, ungradable } from './reward-rule';

it('makes outcomes; parts are there only when they were given', () => {
  expect(scored(0.5)).toEqual({ kind: 'scored', value: 0.5 });
  expect('parts' in scored(0.5)).toBe(false);
  const part = { label: 'answer', value: 0.5, evidence: '"11" is the answer' };
  expect(scored(0.5, [part])).toEqual({ kind: 'scored', value: 0.5, parts: [part] });
  expect(ungradable('no key steps')).toEqual({ kind: 'ungradable', reason: 'no key steps' });
});
