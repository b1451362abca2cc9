import { formatSummary } from './format-summary';
import type { RunSummary } from './run-summary';

const estimate = (mean: number) => ({ mean, low: mean - 0.02, high: mean + 0.02, count: 1000 });
const summary: RunSummary = {
  name: 'digits',
  seed: 0,
  backend: 'ort-cpu',
  durationMs: 372_000,
  peakMemoryBytes: 1.5 * 2 ** 30,
  heldOut: 'digits: 1000 samples',
  evaluations: [
    { label: 'after warm-up', scores: { accuracy: estimate(0.3), 'step-accuracy': estimate(0.36) } },
    { label: 'after StepGRPO', scores: { accuracy: estimate(0.45), 'step-accuracy': estimate(0.5) } },
  ],
  improvement: estimate(0.15),
  showcase: [
    {
      question: 'What is the sum?',
      solution: '7',
      text: '### Step 1:\n3 + 4 = 7\n\n\u001b[2Jdone',
      isCorrect: true,
      images: ['runs/digits/samples/1.png'],
      keySteps: [{ wanted: '3 + 4 = 7', isMatched: true, evidence: 'matched "3 + 4 = 7"' }],
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
const text = formatSummary(summary, { invocation: 'npx stepgrpo', columns: 100, drawings: [['@@@']] });

it('shows scores before and after with intervals, and the paired change', () => {
  expect(text).toMatch(/correct answers\s+30\.0 % \[28\.0, 32\.0\]\s+45\.0 % \[43\.0, 47\.0\]/);
  expect(text).toContain(
    'Accuracy changed by +15.0 points [+13.0, +17.0] from after warm-up to after StepGRPO',
  );
});

it('shows image, question, completion and key steps', () => {
  for (const part of ['  @@@', 'What is the sum?', '| 3 + 4 = 7', '[x] key step "3 + 4 = 7"'])
    expect(text).toContain(part);
});

it('says where everything is and what to do next', () => {
  for (const part of [
    'runs/digits/final',
    'learning-curve.svg',
    'generate runs/digits/final',
    '6m12s',
    '1.5 GB',
  ]) {
    expect(text).toContain(part);
  }
});

it('lets no completion move the cursor', () => {
  expect(text).not.toContain('\u001b');
  expect(text).toContain('·[2Jdone');
});

it('is short for a run without an evaluation', () => {
  const bare = { ...summary, evaluations: [], improvement: null, showcase: [], heldOut: null };
  expect(formatSummary(bare, { invocation: 'npx stepgrpo', columns: 100, drawings: [] })).not.toContain(
    'Held-out',
  );
});
