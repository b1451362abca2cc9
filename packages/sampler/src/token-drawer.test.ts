import { createRng } from '@stepgrpo/core';
import { seenTokens } from './logits/repetition-penalty';
import { tokenDrawer } from './token-drawer';
import type { DrawOptions } from './token-drawer';

const shares = [0.4, 0.05, 0.25, 0.1, 0.2];
const logits = Float32Array.from([50, ...shares.map((share) => Math.log(share) + 3), 50]);
const drawerFor = (options: Partial<DrawOptions>) =>
  tokenDrawer({ vocabSize: 5, temperature: 1, topP: 1, topK: 0, ...options });

/** Tempered, cut and renormalised by sorting: the definition, written once more. */
function expectedShares({ temperature = 1, topK = 0, topP = 1, minP = 0 }: Partial<DrawOptions>): number[] {
  const tempered = shares.map((share) => share ** (1 / temperature));
  const order = shares.map((_, id) => id).sort((a, b) => shares[b]! - shares[a]!);
  const inTopK = order.slice(0, topK === 0 ? order.length : topK);
  const mass = inTopK.reduce((sum, id) => sum + tempered[id]!, 0);
  let before = 0;
  const kept = inTopK.filter((id) => {
    const keep = before < topP * mass && tempered[id]! >= minP * tempered[0]!;
    before += tempered[id]!;
    return keep;
  });
  const left = kept.reduce((sum, id) => sum + tempered[id]!, 0);
  return shares.map((_, id) => (kept.includes(id) ? tempered[id]! / left : 0));
}

it.each<Partial<DrawOptions>>([
  {},
  { temperature: 1.2 },
  { temperature: 0.5 },
  { topK: 3 },
  { topP: 0.7 },
  { temperature: 1.5, topK: 4, topP: 0.6 },
  { temperature: 0.7, topK: 2, topP: 0.99 },
  { minP: 0.3 },
  { temperature: 1.5, topK: 4, minP: 0.5 },
])('draws from the distribution of %p: chi-square of 40,000 draws', (options) => {
  const draw = drawerFor(options);
  const rng = createRng('token-drawer').fork(JSON.stringify(options));
  const counts = new Array<number>(5).fill(0);
  const draws = 40_000;
  for (let i = 0; i < draws; i++) counts[draw(logits, 1, () => rng.uniform())!.tokenId]! += 1;
  let chiSquare = 0;
  expectedShares(options).forEach((share, id) => {
    if (share === 0) expect(counts[id]).toBe(0);
    else chiSquare += (counts[id]! - share * draws) ** 2 / (share * draws);
  });
  expect(chiSquare).toBeLessThan(18.47); // 99.9 % of chi-square with 4 degrees of freedom
});

it('is greedy at temperature 0: the most probable, lowest id on a tie, no random number', () => {
  const noNumber = (): number => {
    throw new Error('greedy needs no random number');
  };
  expect(drawerFor({ temperature: 0 })(logits, 1, noNumber)?.tokenId).toBe(0);
  expect(drawerFor({ temperature: 0 })(Float32Array.of(1, 2, 2, 0, 2), 0, noNumber)?.tokenId).toBe(1);
});

it.each<Partial<DrawOptions>>([{}, { temperature: 0 }, { temperature: 2, topK: 1 }, { topP: 0.1 }])(
  'gives the log-probability at temperature 1 without truncation, drawn with %p',
  (options) => {
    const drawn = drawerFor(options)(logits, 1, () => 0.1)!;
    expect(drawn.logProb).toBeCloseTo(Math.log(shares[drawn.tokenId]!), 6);
  },
);

it.each([
  ['NaN', [0, NaN, 0, 0, 0]],
  ['+Infinity', [0, Infinity, 0, 0, 0]],
  ['only -Infinity', new Array<number>(5).fill(-Infinity)],
])('says so when a row holds %s', (_name, row) => {
  for (const temperature of [0, 1, 1.2]) {
    expect(drawerFor({ temperature, topK: 2, topP: 0.5 })(Float32Array.from(row), 0, () => 0)).toBeNull();
  }
});

it('never draws a banned token', () => {
  const row = Float32Array.of(-Infinity, 0, -Infinity, 0, -Infinity);
  const rng = createRng('banned');
  for (let i = 0; i < 200; i++) expect([1, 3]).toContain(drawerFor({})(row, 0, () => rng.uniform())!.tokenId);
});

it('makes seen tokens less probable, and gives the log-probability without the penalty', () => {
  const row = Float32Array.of(2, 1.5, -1, -1, -1);
  const drawer = drawerFor({ temperature: 0, repetitionPenalty: 4 });
  const drawn = drawer(row, 0, () => 0, seenTokens([0]))!;
  expect(drawn.tokenId).toBe(1); // 2 / 4 is below 1.5
  const normaliser = Math.log([...row].reduce((sum, logit) => sum + Math.exp(logit), 0));
  expect(drawn.logProb).toBeCloseTo(1.5 - normaliser, 6);
  expect(row[0]).toBe(2);
  expect(drawer(row, 0, () => 0)!.tokenId).toBe(0); // nothing was seen
});
