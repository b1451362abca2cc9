import { costOf, reportLines, useLine, type AnnotationReport } from './annotation-report';

const report: AnnotationReport = {
  samples: 10,
  outcomes: { annotated: 6, kept: 1, extended: 0, 'without-path': 1, 'without-key-steps': 2 },
  coverage: 0.7,
  keySteps: 20,
  alternatives: 1234,
  sources: { rules: 0, model: 5, fallback: 3 },
  kinds: { equation: 4, quantity: 1, relation: 0 },
  grounded: 1,
  problems: [{ problem: 'it was cut at 9 tokens', samples: 2 }],
  out: 'out.jsonl',
  written: 9,
  leftOut: { count: 1, reason: 'two images', ids: ['s9'] },
  use: { model: 'm', requests: 8, known: 1, promptTokens: 4000, completionTokens: 500, cost: 0.25 },
};

it('says what was reached, what was not, and what it cost', () => {
  const text = reportLines(report).join('\n');
  for (const part of [
    '7 of 10 samples',
    '70.0 %',
    '1,234 ways',
    'nothing found 2',
    'because the model failed 3',
  ]) {
    expect(text).toContain(part);
  }
  expect(text).toContain('problem of 2: it was cut at 9 tokens');
  expect(text).toContain('left out 1: two images (s9)');
  expect(text).toContain('cost 0.2500');
});

it('computes costs from prices of a million tokens', () => {
  const tokens = { promptTokens: 2_000_000, completionTokens: 500_000 };
  expect(costOf(tokens, { prompt: 0.5, completion: 2 })).toBe(2);
  expect(costOf(tokens, { prompt: null, completion: 2 })).toBe(1);
  expect(costOf(tokens, { prompt: null, completion: null })).toBeNull();
  expect(useLine({ ...tokens, model: 'm', requests: 1, known: 0, cost: null })).not.toContain('cost');
});
