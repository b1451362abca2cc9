import { drawnLogProb } from './drawn-log-prob';

const logits = Float32Array.from([0.5, 0.3, 0.2].map((share) => Math.log(share) + 4));
const plain = { temperature: 1, topP: 1, topK: 0 };

it('is the log-probability where nothing is changed', () => {
  expect(drawnLogProb(logits, 1, plain)).toBeCloseTo(Math.log(0.3), 6);
});

it('tempers, cuts and renormalises, by hand', () => {
  expect(drawnLogProb(logits, 1, { ...plain, temperature: 0.5 })).toBeCloseTo(Math.log(0.09 / 0.38), 6);
  expect(drawnLogProb(logits, 1, { ...plain, topK: 2 })).toBeCloseTo(Math.log(0.3 / 0.8), 6);
  expect(drawnLogProb(logits, 1, { ...plain, topP: 0.6 })).toBeCloseTo(Math.log(0.3 / 0.8), 6);
  expect(drawnLogProb(logits, 1, { ...plain, topP: 0.6, renormalize: false })).toBeCloseTo(Math.log(0.3), 6);
  expect(drawnLogProb(logits, 1, { ...plain, minP: 0.5 })).toBeCloseTo(Math.log(0.3 / 0.8), 6);
  expect(drawnLogProb(logits, 1, { ...plain, topP: 0.5, topK: 2 })).toBe(-Infinity);
});
