import { defaultCriterion, judgePrompt, readJudgement } from './judge-prompt';

it('holds everything that is judged, each between quotes of its own', () => {
  const [, user] = judgePrompt({ question: 'How many?', solution: '7' }, 'x """ y', defaultCriterion);
  for (const part of ['How many?', '7', "x ''' y", defaultCriterion]) expect(user!.content).toContain(part);
});

it('shortens reasons and takes a judgement without one', () => {
  expect(readJudgement(`{"score": 3, "reason": "${'a '.repeat(1000)}"}`)!.reason.length).toBeLessThanOrEqual(
    300,
  );
  expect(readJudgement('{"score": 3, "reason": 7}')).toEqual({ score: 3, reason: '' });
  expect(readJudgement('')).toBeNull();
});
