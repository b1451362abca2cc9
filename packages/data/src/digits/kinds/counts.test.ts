import { createRng } from '@stepgrpo/core';
import { countAbove, countEven, countOdd } from './counts';

const ask = (kind: typeof countEven, digits: readonly number[], seed = 0) => {
  const { question, steps, answer } = kind.ask(digits, createRng(seed));
  return { question, texts: [...steps.map((step) => step.text), answer] };
};

it('lists what it counts', () => {
  expect(ask(countEven, [0, 3, 4]).texts).toEqual(['Even: 0, 4.', 'Count: 2.', '2']);
  expect(ask(countOdd, [0, 2, 4]).texts).toEqual(['Odd: none.', 'Count: 0.', '0']);
});

it('counts digits above a bound of 2 to 7 that the question names', () => {
  const bounds = new Set<number>();
  for (let seed = 0; seed < 200; seed++) {
    const { question, texts } = ask(countAbove, [1, 3, 5, 7, 9], seed);
    const bound = Number(/\d/.exec(question)![0]);
    bounds.add(bound);
    const above = [1, 3, 5, 7, 9].filter((digit) => digit > bound);
    expect(texts).toEqual([`Larger: ${above.join(', ')}.`, `Count: ${above.length}.`, `${above.length}`]);
  }
  expect([...bounds].sort()).toEqual([2, 3, 4, 5, 6, 7]);
});
