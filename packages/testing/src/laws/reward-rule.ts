import type { RewardOutcome, RewardRule, Sample } from '@stepgrpo/core';
import fc from 'fast-check';
import { responseText } from '../arbitraries';
import { aCompletion, aSample } from '../fakes/records';

export interface RewardRuleLawOptions {
  /** The samples to judge against; one with the digits question when absent. */
  readonly sample?: Sample;
  /** A response that deserves full marks for a sample. Rules that no text can satisfy leave it out. */
  readonly goldResponse?: (sample: Sample) => string;
}

/** Texts that break careless code: half characters, controls, repetition, size. */
const hostileTexts: readonly (readonly [name: string, text: string])[] = [
  ['nothing', ''],
  ['a lone high surrogate', '### Step 1:\n\ud83d'],
  ['a lone low surrogate', '\udc00 ### The final answer is: \udc00'],
  ['control characters', '\u0000\u0001\u001f\u0085\ufeff\u2028\u2029'],
  ['100 kB of one letter', 'a'.repeat(100_000)],
  ['100 kB of digits', '9'.repeat(100_000)],
  ['100 kB of step heads', '### Step 1: '.repeat(8400)],
  ['100 kB of answer markers', '### The final answer is: 1\n'.repeat(3800)],
  ['100 kB of open braces', `### The final answer is: $${'{'.repeat(100_000)}`],
  ['100 kB of blanks', `### The final answer is:${' '.repeat(100_000)}1`],
  ['a step number of 5,000 digits', `### Step ${'1'.repeat(5000)}:`],
  ['a tower of powers', '### The final answer is: $9^{9^{9^9}}$'],
];

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze);
  return Object.freeze(value);
}

/** The laws every `RewardRule` obeys; an implementation gets them for one line. */
export function describeRewardRule(
  rule: RewardRule,
  { sample = aSample(), goldResponse }: RewardRuleLawOptions = {},
): void {
  const { name, range } = rule;
  const judge = async (text: string): Promise<RewardOutcome> =>
    rule.score(freeze(structuredClone(sample)), freeze(aCompletion(text)));

  const check = (outcome: RewardOutcome, text: string): void => {
    if (outcome.kind === 'ungradable') {
      expect(outcome.reason).not.toBe('');
      return;
    }
    expect(Number.isFinite(outcome.value)).toBe(true);
    expect(outcome.value).toBeGreaterThanOrEqual(range[0]);
    expect(outcome.value).toBeLessThanOrEqual(range[1]);
    if (outcome.parts === undefined) return;
    // From the left and in doubles, as a viewer adds them up.
    expect(outcome.parts.reduce((sum, part) => sum + part.value, 0)).toBe(outcome.value);
    for (const { label, span, evidence } of outcome.parts) {
      expect(label).not.toBe('');
      expect(evidence).not.toBe('');
      if (span === undefined) continue;
      expect(0 <= span[0] && span[0] <= span[1] && span[1] <= text.length).toBe(true);
    }
  };

  describe(`laws of the reward rule "${name}"`, () => {
    it('has a kebab-case name and finite bounds', () => {
      expect(name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      expect(range.every(Number.isFinite)).toBe(true);
      expect(range[0]).toBeLessThanOrEqual(range[1]);
    });

    it('gives a value within its bounds and parts that add up to it, on any response', () =>
      fc.assert(fc.asyncProperty(responseText(), async (text) => check(await judge(text), text))));

    it('gives the same outcome twice', () =>
      fc.assert(
        fc.asyncProperty(responseText(), async (text) =>
          expect(await judge(text)).toEqual(await judge(text)),
        ),
      ));

    it.each(hostileTexts)('never throws: %s', async (_, text) => check(await judge(text), text));

    it('judges the sample alike for every completion: gradable or not does not depend on the text', () =>
      fc.assert(
        fc.asyncProperty(responseText(), responseText(), async (a, b) =>
          expect((await judge(a)).kind).toBe((await judge(b)).kind),
        ),
      ));

    if (goldResponse !== undefined)
      it('gives a gold response full marks', async () => {
        const outcome = await judge(goldResponse(sample));
        expect(outcome).toMatchObject({ kind: 'scored', value: range[1] });
      });
  });
}
