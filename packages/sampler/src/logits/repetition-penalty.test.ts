import { seenTokens, withRepetitionPenalty } from './repetition-penalty';

it('divides positive and multiplies negative logits of seen tokens, and puts them back', () => {
  const logits = Float32Array.of(9, 4, -4, 0, 4, -4);
  const seen = seenTokens([0, 0, 1, 7]); // 7 is no token of this vocabulary
  const during = withRepetitionPenalty(logits, { start: 1, size: 5, seen, penalty: 2 }, () => [...logits]);
  expect(during).toEqual([9, 2, -8, 0, 4, -4]);
  expect([...logits]).toEqual([9, 4, -4, 0, 4, -4]);
});

it('keeps each seen token once', () => {
  const seen = seenTokens([3, 3, 1]);
  seen.add(1);
  seen.add(2);
  expect(seen.ids).toEqual([3, 1, 2]);
});
