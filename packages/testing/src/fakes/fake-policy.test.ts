import { fakePolicy, hashedLogits, recitingPolicy } from './fake-policy';
import { aSample } from './records';

const policy = fakePolicy();

it('gives text back as it was', () => {
  expect(policy.decodeText(policy.encodeText('### Step 1:\n3 + 8'))).toBe('### Step 1:\n3 + 8');
  expect(policy.decodeText([0])).toBe('');
});

it('decodes to the logits of its function, and marks rows that were not computed', async () => {
  const session = await policy.startDecoding([await policy.encode(aSample({ question: 'q' }))], {
    groupSize: 2,
    maxNewTokens: 3,
  });
  const { vocabSize } = policy;
  expect(session.logits.slice(vocabSize)).toEqual(Float32Array.from(hashedLogits('q', '')));
  const [a] = policy.encodeText('a');
  await session.step(Int32Array.of(a!, a!), Int32Array.of(1));
  expect(session.logits[0]).toBeNaN();
  expect(session.logits.slice(vocabSize)).toEqual(Float32Array.from(hashedLogits('q', 'a')));
  session.dispose();
  expect(() => session.logits).toThrow('disposed');
  expect(policy.use.open).toBe(0);
});

it('is strict about steps', async () => {
  const session = await policy.startDecoding([await policy.encode(aSample())], {
    groupSize: 2,
    maxNewTokens: 2,
  });
  await expect(session.step(Int32Array.of(1))).rejects.toThrow('1 tokens were given for 2 rows');
  await expect(session.step(Int32Array.of(1, 1), Int32Array.of(1, 0))).rejects.toThrow('not increasing');
  await expect(session.step(Int32Array.of(1, 999))).rejects.toThrow('outside the vocabulary');
  session.dispose();
});

it('scores its own tokens: probabilities of all next tokens sum to 1', async () => {
  const prompt = await policy.encode(aSample());
  const sequences = Array.from({ length: policy.vocabSize }, (_, id) => ({ prompt, completionIds: [5, id] }));
  const logProbs = await policy.logProbs(sequences);
  expect(logProbs.reduce((sum, [, second]) => sum + Math.exp(second!), 0)).toBeCloseTo(1, 5);
});

it('recites', async () => {
  const reciting = recitingPolicy((question) => `<${question}>`);
  const prompt = await reciting.encode(aSample({ question: 'hi' }));
  const completionIds = [...reciting.encodeText('<hi>'), 0];
  const [logProbs] = await reciting.logProbs([{ prompt, completionIds }]);
  expect(Math.min(...logProbs!)).toBeGreaterThan(Math.log(0.999));
});
