import { formatReport } from './report';
import type { RunSummary } from './run-summary';

const estimate = { mean: 0.5, low: 0.4, high: 0.6, count: 10 };
const summary: RunSummary = {
  name: 'digits',
  seed: 0,
  backend: 'ort-cpu',
  durationMs: 1000,
  peakMemoryBytes: 1,
  heldOut: 'digits',
  evaluations: [{ label: 'after warm-up', scores: { accuracy: estimate } }],
  improvement: null,
  showcase: [
    {
      question: 'What is the sum?',
      solution: '7',
      text: '### Step 1:\n3 + 4',
      isCorrect: false,
      images: ['runs/digits/samples/1.png'],
      keySteps: [{ wanted: '3 + 4', isMatched: true, evidence: 'matched' }],
    },
  ],
  files: {
    config: 'runs/digits/config.toml',
    checkpoint: 'runs/digits/final',
    learningCurve: 'runs/digits/learning-curve.svg',
    report: 'runs/digits/report.md',
    summary: 'runs/digits/summary.json',
    events: 'runs/digits/events.jsonl',
  },
};

it('links pictures relative to itself and shows completions as they are', () => {
  const report = formatReport(summary, 'runs/digits');
  for (const part of [
    '| correct answers | 50.0 % [40.0, 60.0] |',
    '![Learning curve](learning-curve.svg)',
    '![Image of question 1](samples/1.png)',
    '    ### Step 1:',
    '- [x] `3 + 4`: matched',
  ]) {
    expect(report).toContain(part);
  }
});
