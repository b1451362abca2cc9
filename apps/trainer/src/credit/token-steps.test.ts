import { createTextBundle } from '@stepgrpo/model';
import { createRules, scoreGroup } from '@stepgrpo/rewards';
import { aCompletion, aSample, responseText } from '@stepgrpo/testing';
import fc from 'fast-check';
import { steppedCompletion, tokenSteps } from './token-steps';

it('ends a step before the token in which the next one begins', () => {
  const steps = [
    { end: 4, reward: 1 },
    { end: 9, reward: 2 },
  ];
  expect(tokenSteps(steps, [0, 2, 4, 7], 5)).toEqual([
    { end: 1, reward: 1 },
    { end: 4, reward: 2 }, // with the end token, which has no text
  ]);
});

it('leaves a token that reaches over the end of a step with the step it begins in', () => {
  const steps = [
    { end: 4, reward: 1 },
    { end: 9, reward: 2 },
  ];
  expect(tokenSteps(steps, [0, 3, 6], 3).map(({ end }) => end)).toEqual([1, 2]);
});

it('gives the reward of a step without tokens to the step that holds its text', () => {
  const steps = [
    { end: 4, reward: 1 },
    { end: 6, reward: 2 },
    { end: 9, reward: 4 },
  ];
  expect(tokenSteps(steps, [0, 3, 7], 3)).toEqual([
    { end: 1, reward: 3 },
    { end: 2, reward: 4 },
  ]);
  expect(tokenSteps([{ end: 0, reward: 5 }], [], 1)).toEqual([{ end: 0, reward: 5 }]);
});

const policy = createTextBundle({
  corpus: ['### Step 1: 3 + 8 = 11', '### The final answer is: 11'],
  vocabSize: 300,
  minPixels: 28 * 28,
  maxPixels: 28 * 28,
});
const ruleConfigs = ['step-accuracy', 'step-validity', 'distinct-steps'].map((name) => ({
  name,
  weight: 0.7,
  options: {},
}));

it('knows where tokens begin: as the way from text to tokens does, for any Unicode', () => {
  const text = fc.oneof(responseText(), fc.string({ unit: 'binary', maxLength: 40 }));
  fc.assert(
    fc.property(text, (any) => {
      const normal = any.normalize('NFC');
      const { ids, spans } = policy.tokenizer.encodeWithOffsets(normal, { parseSpecial: false });
      const decoded = policy.decodeWithStarts(ids);
      expect(decoded.text).toBe(normal);
      expect(decoded.starts).toEqual(spans.map(([start]) => start));
    }),
  );
});

it('keeps the sum of the rewards and covers every token, whatever was drawn: cut UTF-8, astral text, no sections', async () => {
  const rules = await createRules(ruleConfigs);
  const vocabulary = policy.tokenizer.vocabSize;
  const drawn = fc.oneof(
    fc.array(fc.nat(vocabulary), { minLength: 1, maxLength: 80 }), // any ids: broken UTF-8, special tokens, unknown ids
    fc
      .tuple(responseText(), fc.string({ unit: 'binary', maxLength: 20 }), fc.nat(200))
      .map(([response, astral, cut]) => [
        ...policy.tokenizer.encode(`${response}${astral}`).slice(0, cut),
        policy.endTokenIds[0]!,
      ]),
  );
  await fc.assert(
    fc.asyncProperty(
      drawn,
      fc.constantFrom('stop' as const, 'length' as const),
      async (tokenIds, finishReason) => {
        const text = policy.decodeText(finishReason === 'stop' ? tokenIds.slice(0, -1) : tokenIds);
        const completion = aCompletion(text, { tokenIds, finishReason });
        const { totals, outcomes, terms } = await scoreGroup(rules, {
          sample: aSample(),
          completions: [completion],
        });
        const scores = { outcomes: outcomes[0]!, terms: terms[0]! };
        const { tokens, steps } = steppedCompletion(completion, { policy, scores, rules });
        expect(tokens).toBe(tokenIds.length);
        expect(steps.at(-1)!.end).toBe(tokens - 1);
        steps.forEach(({ end }, k) => expect(end).toBeGreaterThan(steps[k - 1]?.end ?? -1));
        expect(steps.reduce((sum, { reward }) => sum + reward, 0)).toBeCloseTo(totals[0]!, 12);
      },
    ),
  );
});
