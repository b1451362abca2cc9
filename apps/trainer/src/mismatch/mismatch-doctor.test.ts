import { createRng, type Group, type ImageSource, type Sample, type Sampler } from '@stepgrpo/core';
import { createPolicy, createTextBundle, presets, vocabularyOf, type TrainablePolicy } from '@stepgrpo/model';
import { groupSampler } from '@stepgrpo/sampler';
import { hostTensor, resolveBackend, type Backend } from '@stepgrpo/tensor';
import { drawnLogProb, type DrawSettings } from './drawn-log-prob';
import { forcedLogits } from './forced-logits';
import { createMismatchDoctor, MismatchError } from './mismatch-doctor';
import type { OtherWeights, Reported } from './suspects';

jest.setTimeout(120_000);

const options = { everySteps: 2, completions: 3, maxDifference: 0.01 };
const drawing = { temperature: 1.3, topP: 0.9, topK: 0 };
const corpus = ['What is the sum of the digits?', '### Step 1: 3 + 8 = 11'];

const noise = createRng('images');
const image = (): ImageSource => ({
  kind: 'pixels',
  width: 56,
  height: 56,
  data: Uint8Array.from({ length: 56 * 56 * 3 }, () => noise.integer(256)),
});
const samples: Sample[] = ['a', 'b', 'c'].map((id, i) => ({
  id,
  question: `What is the sum of the digits? ${i}`,
  images: [image()],
  solution: '1',
  keySteps: [],
}));

let backend: Backend;
let policy: TrainablePolicy;
const others: TrainablePolicy[] = [];
beforeAll(async () => {
  ({ backend } = await resolveBackend());
  policy = policyOf(1);
});
afterAll(async () => {
  for (const each of [policy, ...others]) await each.dispose();
  await backend.dispose();
});

const text = createTextBundle({
  corpus,
  vocabSize: 300,
  minPixels: 28 * 28,
  maxPixels: 56 * 56,
  systemPrompt: '',
});
const spelled = (content: string): readonly number[] => text.tokenizer.encode(content);
const withEncode = (of: TrainablePolicy, encode: TrainablePolicy['encode']): TrainablePolicy => ({
  ...of,
  encode,
});

/** Sharp enough that temperature and image matter. */
function policyOf(seed: number): TrainablePolicy {
  const config = { ...presets.get('tiny')(vocabularyOf(text)), initializerRange: 0.3 };
  return createPolicy({ config, text, backend, rng: createRng(seed) });
}

const draw = (from: TrainablePolicy, of = samples, by: Sampler = groupSampler()): Promise<readonly Group[]> =>
  by.sample(from, of, { groupSize: 1, ...drawing, maxNewTokens: 12, rng: createRng('draw') });

/** The completions, with log-probabilities as another view of the same logits gives them. */
async function reporting(view: DrawSettings & { renormalize?: boolean }): Promise<readonly Group[]> {
  const groups = await draw(policy);
  return Promise.all(
    groups.map(async ({ sample, completions }) => {
      const prompt = await policy.encode(sample);
      const tokens = await forcedLogits(
        policy,
        completions.map(({ tokenIds }) => ({ prompt, completionIds: tokenIds })),
      );
      const logProbs = completions.map((_, i) =>
        tokens
          .filter(({ sequence }) => sequence === i)
          .map(({ tokenId, logits }) => drawnLogProb(logits, tokenId, view)),
      );
      return { sample, completions: completions.map((each, i) => ({ ...each, logProbs: logProbs[i]! })) };
    }),
  );
}

async function examined(
  groups: readonly Group[],
  parts: { reported?: Reported; otherWeights?: () => readonly OtherWeights[] } = {},
) {
  return createMismatchDoctor({ policy, options, drawing, ...parts })
    .examine(0, groups)
    .then(
      (metrics) => ({ metrics, fault: undefined, message: '' }),
      (error: unknown) => {
        if (!(error instanceof MismatchError)) throw error;
        return { metrics: {}, fault: error.fault, message: error.message };
      },
    );
}

it('finds a healthy sampler healthy, whatever the tokens were drawn with', async () => {
  const { metrics } = await examined(await draw(policy));
  expect(metrics).toMatchObject({ 'mismatch/multiplicative_error': expect.closeTo(1, 4) as number });
  const drawn = await examined(await reporting(drawing), { reported: 'drawn' });
  expect(drawn.fault).toBeUndefined();
});

it('compares at the start and every so many steps', async () => {
  const doctor = createMismatchDoctor({ policy, options, drawing });
  const groups = await draw(policy);
  const seen = [];
  for (const step of [0, 1, 2, 3]) seen.push(Object.keys(await doctor.examine(step, groups)).length);
  expect(seen).toEqual([3, 0, 3, 0]);
});

it('names stale weights', async () => {
  const stale = policyOf(2);
  others.push(stale);
  const { weights } = stale;
  const otherWeights = () => [
    { fault: 'stale-weights' as const, what: 'the weights before the last update', weights },
  ];
  const { fault, message } = await examined(await draw(policy.withWeights(weights)), { otherWeights });
  expect(fault).toBe('stale-weights');
  expect(message).toMatch(
    /^step 1: .*bound 0\.01.*They are those of the weights before the last update.*Fix: give the sampler the new weights/,
  );
});

it('names an adapter that is on for one and off for the other', async () => {
  const name = 'model.layers.0.self_attn.q_proj.weight';
  const { data, shape } = policy.weights[name]!;
  const [rows, columns] = shape as [number, number];
  const [left, right] = [createRng('left'), createRng('right')];
  const [a, b] = [
    Array.from({ length: rows }, () => left.normal()),
    Array.from({ length: columns }, () => right.normal()),
  ];
  const merged = Float32Array.from(
    data,
    (value, i) => value + 0.5 * a[Math.floor(i / columns)]! * b[i % columns]!,
  );
  const weights = { ...policy.weights, [name]: hostTensor(merged, shape) };
  const otherWeights = () => [{ fault: 'adapter' as const, what: 'the policy with its adapter', weights }];
  expect((await examined(await draw(policy.withWeights(weights)), { otherWeights })).fault).toBe('adapter');
});

it.each([
  ['the temperature of the draw', 1.3],
  ['some other temperature', 0.6],
])('names %s', async (_name, temperature) => {
  const { fault, message } = await examined(await reporting({ temperature, topP: 1, topK: 0 }));
  expect(fault).toBe('temperature');
  expect(message).toContain(`temperature ${temperature}`);
});

it('names a truncated distribution where the whole one is meant, and one that was not renormalised', async () => {
  expect((await examined(await reporting(drawing))).fault).toBe('renormalization');
  const open = await examined(await reporting({ ...drawing, renormalize: false }), { reported: 'drawn' });
  expect(open.fault).toBe('renormalization');
  expect(open.message).toContain('not renormalised');
});

it.each<readonly [string, (ids: readonly number[]) => readonly number[]]>([
  [
    'a system turn',
    (ids) => [...spelled('<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n'), ...ids],
  ],
  [
    'no header of the answer',
    (ids) => ids.slice(0, ids.length - spelled('\n<|im_start|>assistant\n').length),
  ],
])('names a chat template with %s', async (_name, changed) => {
  const encode = async (sample: Sample) => {
    const prompt = await policy.encode(sample);
    const tokenIds = changed(prompt.tokenIds);
    const moved = tokenIds.indexOf(text.imageTokenId) - prompt.imageSpans[0]!.start;
    const imageSpans = prompt.imageSpans.map(({ start, length }) => ({ start: start + moved, length }));
    return { ...prompt, tokenIds, imageSpans };
  };
  expect((await examined(await draw(withEncode(policy, encode)))).fault).toBe('chat-template');
});

it('names a wrong image', async () => {
  const shifted = samples.map((sample, i) => ({ ...sample, images: samples[(i + 1) % 3]!.images }));
  const groups = await draw(policy, shifted);
  const mistaken = groups.map((group, i) => ({ ...group, sample: samples[i]! }));
  expect((await examined(mistaken)).fault).toBe('image');
});

it('says that it does not know, with what came nearest', async () => {
  const stranger = policyOf(5);
  others.push(stranger);
  const { fault, message } = await examined(await draw(policy.withWeights(stranger.weights)));
  expect(fault).toBeNull();
  expect(message).toMatch(/Nothing that was tried explains it; nearest: /);
});
