import { createRng, parseResponse } from '@stepgrpo/core';
import type { Sample } from '@stepgrpo/core';
import { answerStatistics } from './answer-statistics';
import { digitsSource } from './digits-source';
import { digitsKinds } from './kinds';

const count = 900;
const source = digitsSource({ split: 'train', count, seed: 'kinds' });
const samples = Array.from({ length: count }, (_, i) => source.get(i));
const digitsOf = (index: number) => source.drawing(index).digits;

/** Another way to each answer than the one the kinds take: by sorting, by text or by place. */
const answers: Record<string, (digits: readonly number[], question: string) => number> = {
  sum: (digits) =>
    (digits.length * digits.reduce((mean, digit) => mean + digit / digits.length, 0) + 0.5) | 0,
  'sum-even': (digits) =>
    digits.reduce((total, digit) => ('02468'.includes(`${digit}`) ? total + digit : total), 0),
  'sum-odd': (digits) =>
    digits.reduce((total, digit) => ('13579'.includes(`${digit}`) ? total + digit : total), 0),
  'pair-times-last': (digits) => digits[0]! * digits.at(-1)! + digits[1]! * digits.at(-1)!,
  largest: (digits) => [...digits].sort().at(-1)!,
  'second-largest': (digits) => [...digits].sort().at(-2)!,
  difference: (digits) => Math.max(...digits.flatMap((a) => digits.map((b) => a - b))),
  'extremes-sum': (digits) => [...digits].sort()[0]! + [...digits].sort().at(-1)!,
  'count-even': (digits) => (digits.join('').match(/[02468]/g) ?? []).length,
  'count-odd': (digits) => (digits.join('').match(/[13579]/g) ?? []).length,
  'count-above': (digits, question) =>
    digits.filter((digit) => digit > Number(/\d/.exec(question)![0])).length,
  'ends-product': (digits) => digits.at(0)! * digits.at(-1)!,
  'ends-sum': (digits) => digits.at(0)! + digits.at(-1)!,
  'left-to-right': (digits) => digits.reduce((number, digit) => 10 * number + digit),
  descending: (digits) => Number([...digits].sort().reverse().join('')),
};

it('answers every question rightly, by another way of computing', () => {
  expect(Object.keys(answers).sort()).toEqual([...digitsKinds.names].sort());
  const wrong = samples.filter(
    ({ solution, category, question }, i) => solution !== String(answers[category!]!(digitsOf(i), question)),
  );
  expect(wrong).toEqual([]);
});

it('writes only equations that hold', () => {
  const apply: Record<string, (a: number, b: number) => number> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
  };
  let equations = 0;
  for (const { reasoning } of samples) {
    for (const [, a, sign, b, value] of reasoning!.matchAll(/(\d+) ([-+*]) (\d+) = (\d+)/g)) {
      expect(apply[sign!]!(Number(a), Number(b))).toBe(Number(value));
      equations += 1;
    }
  }
  expect(equations).toBeGreaterThan(count / 2);
});

/** Key steps of specs/rewards.md 3.2: only the step bodies count. */
function codeModeMisses({ reasoning, keySteps }: Sample): number {
  const bodies = [...reasoning!.matchAll(/### Step \d+:\s*([^]*?)(?=\n###|$)/g)].map((match) => match[1]);
  const searched = bodies.join(' ').toLowerCase();
  return keySteps.filter((group) => !group.some((text) => searched.includes(text.toLowerCase()))).length;
}

it('takes all its own key steps in its step bodies, and answers with its solution: full marks in code mode', () => {
  for (const sample of samples) {
    expect(sample.keySteps.length).toBeGreaterThanOrEqual(2);
    expect(codeModeMisses(sample)).toBe(0);
    expect(sample.reasoning!.split('### The final answer is:')[1]!.trim()).toBe(sample.solution);
  }
});

it('gives no key step away by reading the digits: what follows has to be done', () => {
  for (const { reasoning, keySteps } of samples) {
    const reading = parseResponse(reasoning!).steps[0]!.body.toLowerCase();
    const given = keySteps
      .slice(1)
      .filter((group) => group.some((text) => reading.includes(text.toLowerCase())));
    expect(given).toEqual([]);
  }
});

it('has no empty, repeated or capitalised alternative', () => {
  for (const { keySteps } of samples) {
    for (const group of keySteps) {
      expect(new Set(group).size).toBe(group.length);
      expect(group.every((text) => text !== '' && text === text.toLowerCase() && text === text.trim())).toBe(
        true,
      );
    }
  }
});

it('asks every kind in at least three ways, and differs in the number of steps', () => {
  for (const kind of digitsKinds.names) {
    const questions = samples.filter((sample) => sample.category === kind).map((sample) => sample.question);
    expect(new Set(questions.map((question) => question.replace(/\d/g, '#'))).size).toBeGreaterThanOrEqual(3);
  }
  const steps = new Set(samples.map((sample) => parseResponse(sample.reasoning!).steps.length));
  expect([...steps].sort()).toEqual([2, 3, 4, 5]);
});

it('keeps reasoning paths short, and no kind has one answer for everything', () => {
  const lengths = samples.map((sample) => sample.reasoning!.length);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(330);
  for (const { answers: different, share } of answerStatistics(samples)) {
    expect(different).toBeGreaterThanOrEqual(4);
    expect(share).toBeLessThan(0.5);
  }
});

it('asks only where the answer is clear', () => {
  samples.forEach(({ category }, i) => {
    const digits = digitsOf(i);
    const kind = digitsKinds.get(category!);
    expect(digits.length).toBeGreaterThanOrEqual(kind.fewestDigits);
    if (category === 'second-largest')
      expect(digits.filter((d) => d === Math.max(...digits))).toHaveLength(1);
    if (category === 'left-to-right' || category === 'descending')
      expect(samples[i]!.solution[0]).not.toBe('0');
  });
});

it('depends on the digits and the generator only', () => {
  for (const name of digitsKinds.names) {
    const ask = () => digitsKinds.get(name).ask([7, 0, 2, 5], createRng('ask'));
    expect(ask()).toEqual(ask());
  }
});
