import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../judge';
import type { Judgement } from '../judge';

interface SoftCase {
  readonly name: string;
  readonly reason: string;
  readonly response: string;
  readonly solution: string;
  readonly keySteps?: readonly unknown[];
  /** Data that is not { Steps: … }. */
  readonly rawKeySteps?: unknown;
  readonly expect: Partial<Judgement>;
}

const golden = JSON.parse(readFileSync(join(__dirname, '../../golden/soft.json'), 'utf8')) as {
  readonly cases: readonly SoftCase[];
};

it('has at least 120 cases, each with its reason', () => {
  expect(golden.cases.length).toBeGreaterThanOrEqual(120);
  expect(golden.cases.every(({ reason }) => reason !== '')).toBe(true);
});

it.each(golden.cases)('$name: $reason', (one) => {
  const keySteps = 'rawKeySteps' in one ? one.rawKeySteps : { Steps: one.keySteps ?? [] };
  const judged = judge({ response: one.response, solution: one.solution, keySteps });
  expect(judged).toMatchObject(one.expect);
});
