import { scored } from '@stepgrpo/core';
import type { RewardRule } from '@stepgrpo/core';
import { answer } from '../rules/answer';
import { format } from '../rules/format';
import { length } from '../rules/length';
import { stepAccuracy } from '../rules/step-accuracy';
import { stepValidity } from '../rules/step-validity';
import { auditRule } from './audit-rule';
import type { AuditReport } from './audit-rule';

jest.setTimeout(60_000);

const namesOf = (report: AuditReport, section?: RegExp): string[] =>
  report.exploits
    .filter((exploit) => section === undefined || section.test(exploit.section ?? ''))
    .map(({ attack, section: from }) => `${from ?? 'none'} ${attack}`);

/** Weaknesses of the published code, by hand from sections 2, 3.2 and 4.1 of specs/rewards.md. */
const validityWeaknesses = [
  '2.1 quoted-markers',
  '2.1 empty-sections',
  '2.2 headings-inside-lines',
  '2.2 quoted-step-head',
  '2.2 foreign-step-digits',
  '2.2 empty-answer',
  '2.2 answer-first-then-empty-marker',
  '2.2 background-after-steps',
  '2.2 background-after-answer',
  '2.2 marker-inside-step',
];
const accuracyWeaknesses = [
  '3.2 number-inside-number',
  '3.2 word-inside-word',
  '3.2 empty-alternative',
  '3.2 duplicate-key-step',
  '3.2 key-step-in-answer',
  '3.2 key-step-behind-indented-marker',
  '3.2 key-step-across-steps',
  '4 key-steps-without-answer',
  '4.1 two-answers',
  '4.1 right-number-in-reasoning',
  '4.1 right-number-empty-answer',
  '4.1 number-of-last-step',
  '4.1 both-answers-empty',
  '4.1 wrong-letter-right-value',
  '4.1 leading-number-of-time-or-ratio',
  '4.1 number-behind-the-answer',
];

it('finds every weakness of the published validity reward, each with its section', async () => {
  const report = await auditRule(stepValidity({ mode: 'code' }), { noiseCases: 0 });
  expect(namesOf(report).sort()).toEqual([...validityWeaknesses].sort());
});

it('finds every weakness of the published accuracy reward, each with its section', async () => {
  const report = await auditRule(stepAccuracy({ mode: 'code' }), { noiseCases: 0 });
  expect(namesOf(report)).toEqual(expect.arrayContaining(accuracyWeaknesses));
  expect(report.notApplicable).toEqual([]);
});

it.each([stepAccuracy(), stepValidity(), answer(), format()])(
  'finds nothing in soft mode: $name',
  async (rule) => {
    const report = await auditRule(rule, { noiseCases: 600 });
    expect(report.exploits).toEqual([]);
    expect(report.attempts).toBeGreaterThan(1000);
  },
);

const planted = (name: string, value: (text: string, solution: string) => number): RewardRule => ({
  name,
  range: [0, 1],
  score: ({ solution }, { text }) => scored(value(text, solution)),
});
const goldAnywhere = planted('gold-anywhere', (text, gold) => Number(gold !== '' && text.includes(gold)));
const likesLength = planted('likes-length', (text) => Math.min(1, text.length / 5000));
const countsSteps = planted('counts-steps', (text) => Math.min(1, text.split('### Step').length / 20));
const lastNumber = planted('last-number', (text, gold) => Number(/(\d+)\D*$/.exec(text)?.[1] === gold));
const likesBoxes = planted('likes-boxes', (text) => Number(text.includes('\\boxed{')));

it.each([
  [goldAnywhere, ['two-answers', 'enumerated-answers', 'right-number-in-reasoning', 'noise']],
  [likesLength, ['padding', 'repeated-steps']],
  [countsSteps, ['repeated-steps', 'noise']],
  [lastNumber, ['right-number-in-reasoning', 'number-behind-the-answer']],
  [likesBoxes, ['number-behind-the-answer', 'noise']],
] as const)('finds what is wrong with a planted rule: $name', async (rule, attacks) => {
  const report = await auditRule(rule);
  expect(report.exploits.map(({ attack }) => attack)).toEqual(expect.arrayContaining([...attacks]));
});

it('finds nothing in a rule that reads the answer and nothing else', async () => {
  const strict = planted('strict', (text, gold) => {
    const last = /\n### The final answer is: (.*)$/.exec(text)?.[1];
    return Number(gold !== '' && last === gold);
  });
  expect((await auditRule(strict)).exploits).toEqual([]);
});

it('shows the smallest example: nothing can be left out of it', async () => {
  const report = await auditRule(likesBoxes, { noiseCases: 200 });
  const noise = report.exploits.find(({ attack }) => attack === 'noise')!;
  expect(noise.draws[0]!.text.length - noise.references[0]!.text.length).toBeLessThan(30);
  const [quoted] = (await auditRule(stepValidity({ mode: 'code' }), { noiseCases: 0 })).exploits;
  expect(quoted).toMatchObject({ earned: 1, worth: 0, foundOn: expect.arrayContaining(['probe-number']) });
  expect(quoted!.draws[0]!.sample.keySteps).toEqual([]);
  expect(quoted!.draws[0]!.parts.length).toBeGreaterThan(0);
});

it('is the same for the same seed, says how far it is, and leaves out rules that pay nobody', async () => {
  const progress: number[] = [];
  const options = {
    seed: 7,
    noiseCases: 50,
    onProgress: (done: number, total: number) => void progress.push(done / total),
  };
  const report = await auditRule(goldAnywhere, options);
  expect(await auditRule(goldAnywhere, options)).toEqual(report);
  expect(progress.at(-1)).toBe(1);
  expect(await auditRule(length())).toMatchObject({ exploits: [], attempts: 0, skipped: expect.any(String) });
});
