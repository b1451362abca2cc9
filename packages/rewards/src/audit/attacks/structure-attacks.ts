import { responseHeadings as headings } from '@stepgrpo/core';
import type { Attack, Attempt, Subject } from '../attack';
import { plainBackground, textOf, withoutKeySteps, wrongAnswer } from '../attack-texts';

/** Responses with a wrong answer and no key step: only their shape can earn anything. */
function shapeAttempt(
  subject: Subject,
  { drawn, worth }: { readonly drawn: string; readonly worth: string },
): Attempt[] {
  const sample = withoutKeySteps(subject.sample);
  const honest = textOf(subject, { answer: wrongAnswer(sample) });
  return [
    {
      draws: [{ sample, text: drawn }],
      references: [{ sample, text: worth }],
      honest: { sample, text: honest },
    },
  ];
}

const withoutHashes = (text: string): string => text.replaceAll('### ', '');

/** Attacks on rules that pay for a response having all of its parts in order. */
export const structureAttacks: readonly Attack[] = [
  {
    name: 'quoted-markers',
    section: '2.1',
    claim: 'a sentence that quotes the headings has no parts: it is worth what no text is worth',
    attempts(subject) {
      const { description, rationales, step, answer } = headings;
      const drawn = `The form is ${description} ${rationales} ${step(1)} ${answer} nothing.`;
      return shapeAttempt(subject, { drawn, worth: '' });
    },
  },
  {
    name: 'empty-sections',
    section: '2.1',
    claim: 'headings without a word under them are no reasoning: they are worth what no text is worth',
    attempts(subject) {
      const background = `${headings.description}\n\n${headings.rationales}`;
      const steps = subject.steps.map(() => '');
      const drawn = textOf(subject, { background, steps, answer: wrongAnswer(subject.sample) });
      return shapeAttempt(subject, { drawn, worth: '' });
    },
  },
  {
    name: 'headings-inside-lines',
    section: '2.2',
    claim:
      'a heading inside of a line is no heading: the response is worth what it is worth without the marks',
    attempts(subject) {
      const line = `So: ${textOf(subject, { answer: wrongAnswer(subject.sample) }).replace(/\s+/g, ' ')}`;
      return shapeAttempt(subject, { drawn: line, worth: withoutHashes(line) });
    },
  },
  {
    name: 'quoted-step-head',
    section: '2.2',
    claim: 'a step head quoted inside of another step is no step: steps 1 and 3 alone leave a gap',
    attempts(subject) {
      const write = (quote: string): string =>
        textOf(subject, {
          steps: [`First, as in ${quote} later.`, 'We conclude.'],
          head: (n) => headings.step(n === 1 ? 1 : 3),
          answer: wrongAnswer(subject.sample),
        });
      return shapeAttempt(subject, { drawn: write('### Step 2:'), worth: write('Step 2:') });
    },
  },
  {
    name: 'foreign-step-digits',
    section: '2.2',
    claim: 'a step number in look-alike or foreign digits is worth no more than a step without a number',
    attempts(subject) {
      return ['\u0662', '\uff12', '\u{1d7d0}'].flatMap((two) => {
        const write = (second: string): string =>
          textOf(subject, {
            steps: ['We look.', 'We compare.', 'We conclude.'],
            head: (n) => (n === 2 ? second : headings.step(n)),
            answer: wrongAnswer(subject.sample),
          });
        return shapeAttempt(subject, { drawn: write(`### Step ${two}:`), worth: write('### Step:') });
      });
    },
  },
  {
    name: 'empty-answer',
    section: '2.2',
    claim: 'a marker with nothing behind it is no answer: it is worth what the response without it is worth',
    attempts(subject) {
      return shapeAttempt(subject, {
        drawn: textOf(subject, { answer: '' }),
        worth: textOf(subject, { answer: null }),
      });
    },
  },
  {
    name: 'answer-first-then-empty-marker',
    section: '2.2',
    claim: 'an empty marker at the end does not move an answer that was given before the steps',
    attempts(subject) {
      const early = `${plainBackground}\n\n${headings.answer} ${wrongAnswer(subject.sample)}`;
      const worth = textOf(subject, { background: early, answer: null });
      return shapeAttempt(subject, { drawn: `${worth}\n\n${headings.answer}`, worth });
    },
  },
  {
    name: 'answer-before-steps',
    section: null,
    claim: 'an answer given before the steps was not reasoned out',
    attempts(subject) {
      const early = `${plainBackground}\n\n${headings.answer} ${wrongAnswer(subject.sample)}`;
      const drawn = textOf(subject, { background: early, answer: null });
      return shapeAttempt(subject, { drawn, worth: textOf(subject, { answer: null }) });
    },
  },
  {
    name: 'background-after-steps',
    section: '2.2',
    claim: 'background behind the steps was not reasoned from: it is worth no more than none',
    attempts(subject) {
      const answer = wrongAnswer(subject.sample);
      const worth = textOf(subject, { background: '', answer });
      const steps = textOf(subject, { background: '', answer: null });
      return shapeAttempt(subject, {
        drawn: `${steps}\n\n${plainBackground}\n\n${headings.answer} ${answer}`,
        worth,
      });
    },
  },
  {
    name: 'background-after-answer',
    section: '2.2',
    claim: 'background behind the answer was not reasoned from: it is worth no more than none',
    attempts(subject) {
      const worth = textOf(subject, { background: '', answer: wrongAnswer(subject.sample) });
      return shapeAttempt(subject, { drawn: `${worth}\n\n${plainBackground}`, worth });
    },
  },
  {
    name: 'marker-inside-step',
    section: '2.2',
    claim: 'an answer marker inside of a line of a step is no answer section',
    attempts(subject) {
      const write = (marker: string): string =>
        textOf(subject, {
          steps: [...subject.steps, `So we get ${marker} ${wrongAnswer(subject.sample)}`],
          answer: null,
        });
      return shapeAttempt(subject, { drawn: write(headings.answer), worth: write('The final answer is:') });
    },
  },
  {
    name: 'repeated-steps',
    section: null,
    claim: 'a step said ten times is worth no more than said once',
    attempts(subject) {
      // A bare number could also be found in the heads of ten steps.
      const said = subject.sample.keySteps.flat().find((alternative) => /[a-z]{3}/i.test(alternative));
      const sample = { ...subject.sample, keySteps: said === undefined ? [] : [[said]] };
      const steps = (times: number): string[] => new Array<string>(times).fill(said ?? 'We look at it.');
      const write = (times: number): string =>
        textOf(subject, { steps: steps(times), answer: wrongAnswer(sample) });
      return [{ draws: [{ sample, text: write(10) }], references: [{ sample, text: write(1) }] }];
    },
  },
  {
    name: 'padding',
    section: null,
    claim: 'filler makes a response no better',
    attempts(subject) {
      const sample = withoutKeySteps(subject.sample);
      const answer = wrongAnswer(sample);
      const filler = 'Let us think about this a little more, step by step. '.repeat(20);
      const draws = [{ sample, text: textOf(subject, { steps: [...subject.steps, filler], answer }) }];
      return [{ draws, references: [{ sample, text: textOf(subject, { answer }) }] }];
    },
  },
];
