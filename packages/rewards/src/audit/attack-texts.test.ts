import { aSample } from '@stepgrpo/testing';
import { judge } from '../judge';
import { goldOf, plainGoldNumber, plainSteps, textOf, withoutKeySteps, wrongAnswer } from './attack-texts';
import { probeSamples } from './probe-samples';

it('writes well-formed responses that are right or wrong as they should be', () => {
  for (const sample of probeSamples) {
    const say = (answer: string) =>
      judge({
        response: textOf({ sample, steps: plainSteps }, { answer }),
        solution: sample.solution,
        keySteps: null,
      });
    expect(say(goldOf(sample))).toMatchObject({ correct: true, validity: 1 });
    expect(say(wrongAnswer(sample))).toMatchObject({ correct: false, validity: 1 });
  }
});

it('reads references: the answer of a solution, plain numbers', () => {
  expect(goldOf(aSample({ solution: 'So.\n### The final answer is: 12' }))).toBe('12');
  const numbers = ['14', '$2.5$', '-4', '5 cm', 'B'].map((solution) =>
    plainGoldNumber(aSample({ solution })),
  );
  expect(numbers).toEqual(['14', '2.5', '-4', null, null]);
  expect(withoutKeySteps(aSample()).keySteps).toEqual([]);
});
