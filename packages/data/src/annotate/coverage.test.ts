import { aSample } from '@stepgrpo/testing';
import { createCoverage } from './coverage';

it('adds up what became of samples', () => {
  const coverage = createCoverage();
  const two = aSample({ keySteps: [['a', 'b'], ['c']] });
  const none = aSample({ keySteps: [] });
  const counts = { equation: 1, quantity: 1, relation: 0 };
  coverage.add({
    sample: two,
    outcome: 'annotated',
    grounded: 1,
    annotation: { keySteps: [], source: 'rules', counts },
  });
  coverage.add({
    sample: two,
    outcome: 'annotated',
    grounded: 2,
    annotation: { keySteps: [], source: 'fallback', problem: 'x' },
  });
  coverage.add({ sample: none, outcome: 'without-path', grounded: 0 });
  expect(coverage.summary()).toEqual({
    samples: 3,
    outcomes: { annotated: 2, kept: 0, extended: 0, 'without-path': 1, 'without-key-steps': 0 },
    coverage: 2 / 3,
    keySteps: 4,
    alternatives: 6,
    sources: { rules: 1, model: 0, fallback: 1 },
    kinds: counts,
    grounded: 0.75,
    problems: [{ problem: 'x', samples: 1 }],
  });
});

it('has nothing to say about nothing', () => {
  expect(createCoverage().summary()).toMatchObject({ samples: 0, coverage: 0, grounded: null, problems: [] });
});
