import { alignedLines, estimateText, scoreRows } from './score-table';

const estimate = { mean: 0.5, low: 0.4, high: 0.612, count: 10 };

it('writes shares in per cent and rewards in points', () => {
  expect(estimateText(estimate, 'percent')).toBe('50.0 % [40.0, 61.2]');
  expect(estimateText(estimate, 'points')).toBe('0.500 [0.400, 0.612]');
  expect(estimateText(undefined, 'points')).toBe('–');
});

it('puts known scores first under their names, and leaves out what says nothing new', () => {
  const scores = { parsed: estimate, mine: estimate, 'step-accuracy': estimate, accuracy: estimate };
  expect(scoreRows([{ label: 'after warm-up', scores }]).map(([first]) => first)).toEqual([
    '',
    'correct answers',
    'StepRAR',
    'mine',
  ]);
});

it('lines columns up', () => {
  expect(
    alignedLines([
      ['', 'b'],
      ['long', 'x'],
    ]),
  ).toEqual(['       b', 'long   x']);
});
