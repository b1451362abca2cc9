import { answerStatistics } from './answer-statistics';

it('counts the most frequent answer of each category', () => {
  const samples = [
    ['sum', '3'],
    ['count', '1'],
    ['sum', '4'],
    ['sum', '4'],
    ['count', '2'],
    [undefined, 'x'],
  ].map(([category, solution]) => ({ solution: solution!, ...(category === undefined ? {} : { category }) }));
  expect(answerStatistics(samples)).toEqual([
    { category: 'sum', count: 3, answers: 2, majority: '4', share: 2 / 3 },
    { category: 'count', count: 2, answers: 2, majority: '1', share: 1 / 2 },
    { category: 'none', count: 1, answers: 1, majority: 'x', share: 1 },
  ]);
  expect(answerStatistics([])).toEqual([]);
});
