import { aSample } from '@stepgrpo/testing';
import { plainSteps } from '../attack-texts';
import { answerAttacks } from './answer-attacks';

const attempts = (name: string, solution: string) =>
  answerAttacks
    .find((attack) => attack.name === name)!
    .attempts({ sample: aSample({ solution }), steps: plainSteps });

it('puts the right answer in every place of a guess, once', () => {
  for (const { draws, references } of attempts('enumerated-answers', '14')) {
    expect(draws).toHaveLength(references.length);
    expect(draws.every(({ text }) => text.split('14').length === 2)).toBe(true);
    expect(new Set(draws.map(({ text }) => text.indexOf('14'))).size).toBe(draws.length);
    expect(references.filter(({ text }) => text.includes('14'))).toHaveLength(1);
  }
});

it('applies only where it makes sense', () => {
  expect(attempts('leading-number-of-time-or-ratio', '10:40')[0]!.draws[0]!.text).toContain('10:45');
  expect(attempts('leading-number-of-time-or-ratio', '14')).toEqual([]);
  expect(attempts('exchanged-unit', '5 cm')[0]!.draws[0]!.text).toContain('5 m');
  expect(attempts('number-of-last-step', '14')).toEqual([]);
  expect(attempts('look-alike-digits', '102')[0]!.draws[0]!.text).toContain('10²');
  expect(attempts('two-answers', '')).toEqual([]);
});
