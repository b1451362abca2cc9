import { responseHeadings as headings } from '@stepgrpo/core';
import type { KeyStep } from '@stepgrpo/core';
import type { Attack, Attempt, Subject } from '../attack';
import { goldOf, textOf, wrongAnswer } from '../attack-texts';

/** An attempt per alternative that fits: the sample is reduced to that one key step, so that nothing else can match. */
function eachAlternative(
  subject: Subject,
  build: (alternative: string) => { readonly drawn: string; readonly worth: string } | null,
): Attempt[] {
  return subject.sample.keySteps.flatMap((group) =>
    group.flatMap((alternative): Attempt[] => {
      const texts = build(alternative);
      if (texts === null) return [];
      const sample = { ...subject.sample, keySteps: [[alternative]] };
      return [{ draws: [{ sample, text: texts.drawn }], references: [{ sample, text: texts.worth }] }];
    }),
  );
}

/** A response with a wrong answer in which one more step says something. */
function saying(subject: Subject, said: string): string {
  return textOf(subject, { steps: [...subject.steps, said], answer: wrongAnswer(subject.sample) });
}

const firstOf = (group: KeyStep): string => group.find((alternative) => alternative.trim() !== '') ?? '';

/** Attacks on rules that pay for key steps; the answer is wrong in all of them. */
export const keyStepAttacks: readonly Attack[] = [
  {
    name: 'number-inside-number',
    section: '3.2',
    claim: '25 is not said by 1250: other numbers are worth no more than a sentence without any',
    attempts: (subject) =>
      eachAlternative(subject, (alternative) => {
        if (!/\d$/.test(alternative)) return null;
        const other = `${/^\d/.test(alternative) ? '1' : ''}${alternative}5`;
        return { drawn: saying(subject, other), worth: saying(subject, 'We go on.') };
      }),
  },
  {
    name: 'word-inside-word',
    section: '3.2',
    claim: 'a word is not said by a longer word that contains it',
    attempts: (subject) =>
      eachAlternative(subject, (alternative) =>
        /^[a-z]{3,}$/i.test(alternative)
          ? { drawn: saying(subject, `pre${alternative}oid`), worth: saying(subject, 'We go on.') }
          : null,
      ),
  },
  {
    name: 'empty-alternative',
    section: '3.2',
    claim: 'an empty alternative in the data says nothing: nobody earns a key step by it',
    attempts(subject) {
      const { sample } = subject;
      if (sample.keySteps.length === 0) return [];
      const broken = { ...sample, keySteps: sample.keySteps.map((group) => [...group, '']) };
      const text = `${headings.answer} ${wrongAnswer(sample)}`;
      return [{ draws: [{ sample: broken, text }], references: [{ sample, text }] }];
    },
  },
  {
    name: 'duplicate-key-step',
    section: '3.2',
    claim: 'a key step listed twice in the data is one key step',
    attempts(subject) {
      const [first, second] = subject.sample.keySteps;
      if (first === undefined || second === undefined || firstOf(first) === '') return [];
      const sample = { ...subject.sample, keySteps: [first, second] };
      const twice = { ...subject.sample, keySteps: [first, first, second] };
      const text = saying(subject, firstOf(first));
      return [{ draws: [{ sample: twice, text }], references: [{ sample, text }] }];
    },
  },
  {
    name: 'key-step-in-answer',
    section: '3.2',
    claim: 'what stands behind the answer marker is no step of the reasoning',
    attempts: (subject) =>
      eachAlternative(subject, (alternative) => {
        if (alternative.trim() === '') return null;
        const write = (said: string): string => {
          const answer = `${wrongAnswer(subject.sample)}\n${said}`;
          return textOf(subject, { steps: [...subject.steps, ''], answer });
        };
        return { drawn: write(alternative), worth: write('That is all.') };
      }),
  },
  {
    name: 'key-step-behind-indented-marker',
    section: '3.2',
    claim: 'an indented answer marker does not turn the answer into a step',
    attempts: (subject) =>
      eachAlternative(subject, (alternative) => {
        if (alternative.trim() === '') return null;
        const write = (said: string): string =>
          `${textOf(subject, { answer: null })}\n\n  ${headings.answer} ${wrongAnswer(subject.sample)}\n${said}`;
        return { drawn: write(alternative), worth: write('That is all.') };
      }),
  },
  {
    name: 'key-step-across-steps',
    section: '3.2',
    claim: 'half of a key step at the end of one step and half at the start of the next do not make it',
    attempts: (subject) =>
      eachAlternative(subject, (alternative) => {
        const blanks = [...alternative.matchAll(/ /g)].map(({ index }) => index);
        const middle = blanks[blanks.length >> 1];
        if (middle === undefined) return null;
        const [start, end] = [alternative.slice(0, middle), alternative.slice(middle + 1)];
        const write = (first: string, second: string): string =>
          textOf(subject, {
            steps: [`We see ${first}\n${headings.step(2)}\n${second}`],
            answer: wrongAnswer(subject.sample),
          });
        return { drawn: write(start, end), worth: write(end, start) };
      }),
  },
  {
    name: 'step-number-as-key-step',
    section: null,
    claim: 'a key step that is a number is not said by the head of the step of that number',
    attempts(subject) {
      const { sample, steps } = subject;
      const numbers = sample.keySteps.flat().filter((alternative) => /^(?:[1-9]|1[0-2])$/.test(alternative));
      return numbers.map((number): Attempt => {
        const path = Array.from({ length: Number(number) }, (_, i) => steps[i] ?? 'We go on.');
        const text = textOf(subject, { steps: path, answer: wrongAnswer(sample) });
        return {
          draws: [{ sample: { ...sample, keySteps: [[number]] }, text }],
          references: [{ sample: { ...sample, keySteps: [['zebra crossing']] }, text }],
        };
      });
    },
  },
  {
    name: 'key-steps-without-answer',
    section: '4',
    claim: 'reasoning that gives no answer is worth what no text is worth',
    attempts(subject) {
      const { sample } = subject;
      const steps = sample.keySteps.map(firstOf).filter((said) => said !== '');
      if (steps.length === 0) return [];
      const drawn = textOf(subject, { steps, answer: null });
      const honest = textOf(subject, { steps, answer: wrongAnswer(sample) });
      return [
        {
          draws: [{ sample, text: drawn }],
          references: [{ sample, text: '' }],
          honest: { sample, text: honest },
          onlyIfPrefers: [
            { sample, text: textOf(subject, { answer: goldOf(sample) }) },
            { sample, text: textOf(subject, { answer: wrongAnswer(sample) }) },
          ],
        },
      ];
    },
  },
  {
    name: 'pasted-key-steps',
    section: null,
    claim:
      'every alternative of every key step in one heap is worth no more than each key step in its sentence',
    attempts(subject) {
      const { sample } = subject;
      const steps = sample.keySteps.map(firstOf).filter((said) => said !== '');
      if (steps.length === 0) return [];
      const heap = sample.keySteps.flat().join(' ');
      const answer = wrongAnswer(sample);
      const honest = textOf(subject, { steps: steps.map((said) => `We see that ${said}.`), answer });
      const drawn = textOf(subject, { steps: steps.map(() => heap), answer });
      return [{ draws: [{ sample, text: drawn }], references: [{ sample, text: honest }] }];
    },
  },
];
