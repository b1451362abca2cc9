import { responseHeadings as headings } from '@stepgrpo/core';
import type { Attack, Attempt, Subject } from '../attack';
import { goldOf, plainGoldNumber, textOf, withoutKeySteps, wrongAnswer } from '../attack-texts';

/** A response that earns nothing for its answer, against the same response with a wrong one. */
function wrongly(subject: Subject, drawn: readonly string[], worth?: string): Attempt[] {
  const sample = withoutKeySteps(subject.sample);
  const reference = { sample, text: worth ?? textOf(subject, { answer: wrongAnswer(sample) }) };
  return drawn.map((text) => ({ draws: [{ sample, text }], references: [reference] }));
}

/** Responses that guess: the draws are one guess for each place the right answer can have in it. */
function guessing(subject: Subject, write: (answers: readonly string[]) => string, count: number): Attempt[] {
  const sample = withoutKeySteps(subject.sample);
  const [right, wrong] = [goldOf(sample), wrongAnswer(sample)];
  if (right === '' || /[#\n]/.test(right)) return [];
  const draws = Array.from({ length: count }, (_, place) => {
    const answers = Array.from({ length: count }, (_, i) => (i === place ? right : others(wrong)[i]!));
    return { sample, text: write(answers) };
  });
  const references = draws.map((_, i) => ({
    sample,
    text: textOf(subject, { answer: i === 0 ? right : wrong }),
  }));
  return [{ draws, references }];
}

/** Wrong answers that differ from each other. */
const others = (wrong: string): readonly string[] => {
  if (/^[A-J]$/.test(wrong)) return ['G', 'H', 'I', 'J'];
  return /\d/.test(wrong) ? [wrong, '8117', '9029', '6323'] : [wrong, 'violin', 'glacier', 'tulip'];
};

/** The right number in a step, and something else as the answer. */
function mentioning(subject: Subject, answers: readonly string[]): Attempt[] {
  const gold = plainGoldNumber(subject.sample);
  if (gold === null) return [];
  const write = (said: string, answer: string): string =>
    textOf(subject, { steps: [...subject.steps, `We come across ${said} on the way.`], answer });
  const worth = write('something', wrongAnswer(subject.sample));
  return wrongly(
    subject,
    answers.map((answer) => write(gold, answer)),
    worth,
  );
}

const unsure = 'I cannot determine the answer.';

/** Attacks on rules that pay for the right answer. */
export const answerAttacks: readonly Attack[] = [
  {
    name: 'two-answers',
    section: '4.1',
    claim: 'two answers of which one is right are worth, on average, half of a right one',
    attempts: (subject) =>
      guessing(subject, (answers) => textOf(subject, { answer: answers.join(`\n\n${headings.answer} `) }), 2),
  },
  {
    name: 'enumerated-answers',
    section: null,
    claim: 'a list of guesses is worth, on average, what one of them is worth',
    attempts: (subject) =>
      [', ', ' or ', ' and ', ' / ', '; ', '\n', '\n\n', ' = '].flatMap((separator) =>
        [2, 4].flatMap((count) =>
          guessing(subject, (answers) => textOf(subject, { answer: answers.join(separator) }), count),
        ),
      ),
  },
  {
    name: 'right-number-in-reasoning',
    section: '4.1',
    claim: 'a right number in the reasoning is no answer: giving none is worth no more than a wrong one',
    attempts: (subject) => mentioning(subject, [unsure, 'unknown', '-', wrongAnswer(subject.sample)]),
  },
  {
    name: 'right-number-empty-answer',
    section: '4.1',
    claim: 'an empty answer is worth no more than a wrong one, whatever number the reasoning mentions',
    attempts: (subject) => mentioning(subject, ['']),
  },
  {
    name: 'number-of-last-step',
    section: '4.1',
    claim: 'the number of the last step head is no answer',
    attempts(subject) {
      const count = Number(plainGoldNumber(subject.sample));
      if (!Number.isInteger(count) || count < 1 || count > 12) return [];
      const steps = new Array<string>(count).fill('We go on.');
      const write = (answer: string): string => textOf(subject, { steps, answer });
      return wrongly(subject, [write('unknown'), write('')], write(wrongAnswer(subject.sample)));
    },
  },
  {
    name: 'both-answers-empty',
    section: '4.1',
    claim: 'an empty answer is right for nothing, not even for a sample whose reference is empty',
    attempts(subject) {
      return ['', headings.answer].flatMap((solution): Attempt[] => {
        const sample = { ...withoutKeySteps(subject.sample), solution };
        const draws = [{ sample, text: textOf(subject, { answer: '' }) }];
        return [{ draws, references: [{ sample, text: textOf(subject, { answer: 'zebra crossing' }) }] }];
      });
    },
  },
  {
    name: 'wrong-letter-right-value',
    section: '4.1',
    claim: 'another letter is another choice, whatever value is written beside it',
    attempts(subject) {
      const choice = /^\(([A-J])\)\s*(\S*\d.*)$/.exec(goldOf(subject.sample));
      if (choice === null) return [];
      const letter = choice[1] === 'A' ? 'B' : 'A';
      const write = (value: string): string => textOf(subject, { answer: `(${letter}) ${value}` });
      return wrongly(subject, [write(choice[2]!)], write('7919'));
    },
  },
  {
    name: 'leading-number-of-time-or-ratio',
    section: '4.1',
    claim: 'a time or a ratio that agrees in its first number only is wrong',
    attempts(subject) {
      const parts = /^(\d+)\s*:\s*(\d+)$/.exec(goldOf(subject.sample));
      if (parts === null) return [];
      const other = parts[2] === '45' ? '50' : '45';
      return wrongly(
        subject,
        [textOf(subject, { answer: `${parts[1]!}:${other}` })],
        textOf(subject, { answer: `${Number(parts[1]) + 1}:${other}` }),
      );
    },
  },
  {
    name: 'number-behind-the-answer',
    section: '4.1',
    claim: 'a number in a section behind a wrong answer does not make it right',
    attempts(subject) {
      const gold = goldOf(subject.sample);
      if (gold === '' || gold.includes('\n')) return [];
      const plain = gold.replace(/^\$|\$$/g, '');
      const write = (after: string): string =>
        textOf(subject, { answer: wrongAnswer(subject.sample), after: `### Note:\n${after}` });
      return wrongly(subject, [write(gold), write(`$\\boxed{${plain}}$`)], write('That is all.'));
    },
  },
  {
    name: 'part-of-an-equation',
    section: '5.3',
    claim: 'the right-hand side of an equation is not the equation',
    attempts(subject) {
      const sides = /^\$?([^=$]*[a-z][^=$]*[+-][^=$]*)=\s*(\d+)\$?$/i.exec(goldOf(subject.sample));
      return sides === null ? [] : wrongly(subject, [textOf(subject, { answer: sides[2]! })]);
    },
  },
  {
    name: 'exchanged-unit',
    section: '5.4',
    claim: 'the number with another unit is another quantity',
    attempts(subject) {
      const quantity = /^(\d+(?:\.\d+)?)\s*(cm|m|km|g|kg|s|min|h)$/.exec(goldOf(subject.sample));
      if (quantity === null) return [];
      const unit = quantity[2] === 'm' ? 'cm' : 'm';
      const write = (number: string): string => textOf(subject, { answer: `${number} ${unit}` });
      return wrongly(subject, [write(quantity[1]!)], write('7919'));
    },
  },
  {
    name: 'look-alike-digits',
    section: null,
    claim: 'a power or the opposite of a number is not the number, however much it looks like it',
    attempts(subject) {
      const gold = plainGoldNumber(subject.sample);
      if (gold === null) return [];
      const raised = /^([1-9]\d*)([23])$/.exec(gold);
      const opposite = gold.startsWith('-') || Number(gold) === 0 ? null : `\u2212${gold}`;
      const answers = [raised === null ? null : `${raised[1]!}${raised[2] === '2' ? '²' : '³'}`, opposite];
      return wrongly(
        subject,
        answers.flatMap((answer) => (answer === null ? [] : [textOf(subject, { answer })])),
      );
    },
  },
  {
    name: 'huge-numbers',
    section: null,
    claim: 'a number too large to be worked out is no right answer',
    attempts: (subject) =>
      wrongly(
        subject,
        ['$9^{9^{9^{9}}}$', '1e999999', '9'.repeat(5000), '$10^{10^{10}}!$', '\u221e', 'NaN', '1/0'].map(
          (answer) => textOf(subject, { answer }),
        ),
      ),
  },
];
