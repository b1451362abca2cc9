import { paperAnswer, paperAnswerSpan, paperGold } from './paper-answer';

const marker = '### The final answer is:';
const read = (text: string): string | null => {
  const span = paperAnswerSpan(text);
  return span && text.slice(...span);
};

// specs/rewards.md 4.3
it('reads what stands behind the last marker, up to a heading', () => {
  expect(read(`${marker} 5\n${marker}\n 6 \n\n  ### Notes\n7`)).toBe('6');
  expect(read(`${marker} 5\nand more`)).toBe('5\nand more');
  expect([read('5'), read(`${marker} `), read(`${marker}\n### Notes\n7`)]).toEqual([null, null, null]);
});

it('reads the reference behind its marker, in its tags, or as a whole', () => {
  expect(paperGold(`a ${marker} 5 `)).toBe('5');
  expect(paperGold('<answer> 6 </answer> <answer>7</answer>')).toBe('6');
  expect(paperGold('<answer> 6')).toBe('<answer> 6');
  expect(paperGold(' 8 ')).toBe('8');
});

it.each([
  [`${marker} 11`, '11', true],
  [`${marker} $\\frac{1}{2}$`, '0.5', true],
  [`${marker} Paris\nbecause`, 'Paris\nFrance', true],
  [`${marker} 12`, '11', false],
  [`Step 11\n${marker} none`, '11', false],
  [`${marker} 11\n${marker} 12`, '11', false],
  [`${marker} 11`, '', false],
  ['11', '11', false],
])('%j for %j: %s', (response, solution, verdict) => {
  expect(paperAnswer(response, solution).correct).toBe(verdict);
});

// specs/rewards.md 5.3 rule 2: the reference is gold here, so a bare side does not fit its equation
it('passes the reference as gold', () => {
  expect(paperAnswer(`${marker} $1$`, '$2x+z=1$').correct).toBe(false);
  expect(paperAnswer(`${marker} $2x+z=1$`, '$1$').correct).toBe(true);
});
