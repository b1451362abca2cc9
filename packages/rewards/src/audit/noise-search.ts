import { responseHeadings as headings } from '@stepgrpo/core';
import type { Rng, Sample } from '@stepgrpo/core';
import type { Attempt } from './attack';
import { goldOf, plainBackground, plainSteps, withoutKeySteps, wrongAnswer } from './attack-texts';

/** Where a piece of noise goes: between which two sections of the base. */
export interface NoisePiece {
  readonly place: number;
  readonly text: string;
}

/** How the base ends: with a wrong answer, with none that can be read, or without an answer at all. */
const endings = ['wrong', 'unsure', 'none'] as const;

/** A response that deserves nothing for its answer, and noise to be written into it. */
export interface NoiseCase {
  readonly sample: Sample;
  readonly ending: (typeof endings)[number];
  readonly pieces: readonly NoisePiece[];
}

/** Sections of a base, the answer left out; noise goes in front of each and behind the last. */
const sections = [plainBackground, ...plainSteps.map((step, i) => `${headings.step(i + 1)}\n${step}`)];

/** Pieces that no reader takes for an answer or for a key step. The right answer occurs in them, but never as the answer. */
function noiseFor(sample: Sample, rng: Rng): string {
  const gold = goldOf(sample).split('\n')[0]!;
  const plain = gold.replaceAll('$', '');
  const number = rng.integer(10_000);
  const pieces = [
    ...[
      `There is ${gold} somewhere.`,
      `$\\boxed{${plain}}$`,
      `<answer>${plain}</answer>`,
      `= ${plain}`,
      `(${plain})`,
    ],
    ...[
      `### Note:\n${gold}`,
      `## Answer\n${plain}`,
      `> ${plain}`,
      `${plain} ${plain} ${plain}`,
      `**${plain}**`,
    ],
    ...[`as if ${headings.answer} ${plain}`, `quote "${headings.answer}"`],
    ...[
      '### Step 1:',
      '### Step 2:\n',
      '#### Step 4:',
      'see ### Step 4:',
      '### Step \u0664:',
      '### Image Description:',
    ],
    ...[
      String(number),
      `${number}${plain}`,
      `${plain}${number}`,
      '9'.repeat(1 + (number % 400)),
      '\\frac{1}{0}',
    ],
    ...[
      '\u200b',
      '\u2028',
      '\u0000',
      '\ud83d',
      '\u202e',
      '\t',
      '\r',
      '{'.repeat(1 + (number % 40)),
      '$',
      '\\[',
    ],
    ...['So, so, so.', 'Hence it follows.', '```', '<think>', '</think>', '| a | b |', '---', '*', '-'],
  ];
  return pieces[rng.integer(pieces.length)]!;
}

/** A random case: a sample, an ending and one to six pieces of noise. */
export function randomNoise(samples: readonly Sample[], rng: Rng): NoiseCase {
  const sample = withoutKeySteps(samples[rng.integer(samples.length)]!);
  const ending = endings[rng.integer(endings.length)]!;
  const places = sections.length + { wrong: 2, unsure: 1, none: 0 }[ending];
  const pieces = Array.from({ length: 1 + rng.integer(6) }, () => ({
    place: rng.integer(places),
    text: noiseFor(sample, rng),
  }));
  return { sample, ending, pieces };
}

/**
 * The attempt behind a case: the base with noise is worth no more than the base. Noise behind the answer is a section of
 * its own, so that it is no part of the answer; without an answer, noise never comes last.
 */
export function noiseAttempt({ sample, ending, pieces }: NoiseCase): Attempt {
  const answer = { wrong: wrongAnswer(sample), unsure: 'I cannot determine the answer.', none: null }[ending];
  const base = answer === null ? sections : [...sections, `${headings.answer} ${answer}`];
  const noiseAt = (place: number): string[] => {
    const texts = pieces.filter((piece) => piece.place === place).map(({ text }) => text);
    return place === sections.length + 1 && texts.length > 0 ? ['### Note:', ...texts] : texts;
  };
  const noisy = base.flatMap((section, place) => [...noiseAt(place), section]);
  return {
    draws: [{ sample, text: [...noisy, ...noiseAt(base.length)].join('\n\n') }],
    references: [{ sample, text: base.join('\n\n') }],
  };
}
