import type { Backend } from '@stepgrpo/tensor';
import { lossDenominator } from '../objective/denominators';
import { createObjective } from '../objective/objective';
import { defaultSettings } from '../objective/settings';
import { closeCheck, type Check } from './check';
import { evaluate, matrix, scalars } from './evaluate';
import type { CaseReader } from './json';
import { tokensOf } from './trl-step';

/** Advantages per token through the clipped objective, by row and by token. */
export async function stepwiseChecks(given: CaseReader, backend: Backend): Promise<Check[]> {
  const [inputs, expected] = [given.record('inputs'), given.record('expected')];
  const mask = inputs.rows('completion_mask');
  const counts = { rows: mask.length, tokens: tokensOf(mask) };
  const checks: Check[] = [];
  for (const [name, aggregation] of [
    ['grpo', 'row-mean'],
    ['dapo', 'generation-token-mean'],
  ] as const) {
    const objective = createObjective({ ...defaultSettings, aggregation });
    const wanted = expected.record('trl').record(name);
    const { loss, gradients } = await evaluate(backend, (policy, batch) => objective.loss(policy, batch), {
      variables: { logProbs: matrix(inputs.rows('logps')) },
      batch: {
        mask: matrix(mask),
        advantages: matrix(expected.rows('token_advantages')),
        oldLogProbs: matrix(inputs.rows('old_logps')),
        scalars: scalars({ denominator: lossDenominator(aggregation, counts), ...counts }),
      },
    });
    checks.push(
      closeCheck(`${name} loss`, [loss], [wanted.number('loss')]),
      closeCheck(`${name} grad_logps`, gradients['logProbs'] ?? [], wanted.rows('grad_logps').flat()),
    );
  }
  return checks;
}
