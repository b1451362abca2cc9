import { lossDenominator, trlDenominator } from './denominators';

const counts = { rows: 4, tokens: 30, maxTokens: 16 };

it('divides by what each mean is over', () => {
  expect(lossDenominator('row-mean', counts)).toBe(4);
  expect(lossDenominator('row-sum', counts)).toBe(4);
  expect(lossDenominator('token-mean', counts)).toBe(30);
  expect(lossDenominator('generation-token-mean', counts)).toBe(30);
  expect(lossDenominator('fixed-length', counts)).toBe(64);
});

it('never divides by 0', () => {
  const none = { rows: 0, tokens: 0, maxTokens: 16 };
  for (const aggregation of ['row-mean', 'row-sum', 'token-mean', 'fixed-length'] as const)
    expect(lossDenominator(aggregation, none)).toBeGreaterThan(0);
});

it('divides a micro-batch as TRL does', () => {
  const trl = { ...counts, accumulation: 2, generationTokens: 200, processes: 4 };
  expect(trlDenominator('row-mean', trl)).toBe(8);
  expect(trlDenominator('token-mean', trl)).toBe(60);
  expect(trlDenominator('fixed-length', trl)).toBe(128);
  expect(trlDenominator('generation-token-mean', trl)).toBe(50);
});
