import { StepGrpoError, type DoctorConfig, type Group } from '@stepgrpo/core';
import type { TrainablePolicy } from '@stepgrpo/model';
import { compareLogProbs, type Comparison } from './compare-log-probs';
import type { DrawSettings } from './drawn-log-prob';
import {
  expectedLogProbs,
  hypotheses,
  type CaseFile,
  type Examined,
  type Fault,
  type OtherWeights,
  type Reported,
} from './suspects';

/** Sampler and trainer do not compute the same probabilities; training on would learn from the wrong numbers. */
export class MismatchError extends StepGrpoError {
  readonly code = 'MISMATCH';

  constructor(
    what: string,
    fix: string,
    /** What explains the difference; null when nothing that was tried does. */
    readonly fault: Fault | null,
  ) {
    super(what, fix);
  }
}

/** Watches over sampler and trainer. */
export interface MismatchDoctor {
  /**
   * Compares, when a comparison is due at this step, and gives what to log; else nothing.
   *
   * Throws  MismatchError, with a diagnosis, when the mean difference is above the bound
   */
  examine(step: number, groups: readonly Group[]): Promise<Record<string, number>>;
}

export interface DoctorParts {
  readonly policy: TrainablePolicy;
  readonly options: DoctorConfig;
  readonly drawing: DrawSettings;
  /** What the sampler's log-probabilities mean; `raw` by the contract of `Completion`. */
  readonly reported?: Reported;
  /** Weights the sampler may have been left with. */
  readonly otherWeights?: () => readonly OtherWeights[];
}

const fixes: Readonly<Record<Fault, string>> = {
  'stale-weights': 'give the sampler the new weights after every update',
  adapter: 'let sampler and trainer agree on whether the adapter is on',
  temperature: 'report log-probabilities at the temperature they are expected at',
  renormalization: 'report log-probabilities of the distribution they are expected from',
  'chat-template': 'let sampler and trainer encode prompts with the same chat template and system prompt',
  image: 'check which image goes with which prompt on its way to the sampler',
};

/** A doctor that looks at the first step and every `everySteps` after it. */
export function createMismatchDoctor({
  policy,
  options,
  drawing,
  reported = 'raw',
  otherWeights = () => [],
}: DoctorParts): MismatchDoctor {
  const { everySteps, completions, maxDifference } = options;
  return {
    async examine(step, groups) {
      const isDue = step === 0 || (everySteps > 0 && step % everySteps === 0);
      if (!isDue || completions === 0) return {};
      const examined = await chosen(policy, groups, completions);
      const file = { policy, examined, drawing, reported, otherWeights: otherWeights() };
      const expected = await expectedLogProbs(
        file,
        examined.map(({ sequence }) => sequence),
      );
      const found = compared(examined, expected);
      if (found.meanDifference > maxDifference) throw await diagnosis(file, found, { step, maxDifference });
      return {
        'mismatch/logprob_difference/mean': found.meanDifference,
        'mismatch/logprob_difference/max': found.maxDifference,
        'mismatch/multiplicative_error': found.multiplicativeError,
      };
    },
  };
}

/** Completions from as many groups as there are: the first of each, then the second. */
async function chosen(
  policy: TrainablePolicy,
  groups: readonly Group[],
  count: number,
): Promise<readonly Examined[]> {
  const inTurn = groups
    .flatMap(({ sample, completions }) => completions.map((completion) => ({ sample, completion })))
    .sort((a, b) => a.completion.index - b.completion.index)
    .slice(0, count);
  return Promise.all(
    inTurn.map(async ({ sample, completion }) => ({
      sample,
      sequence: { prompt: await policy.encode(sample), completionIds: completion.tokenIds },
      sampled: completion.logProbs,
    })),
  );
}

/** The sampler's numbers beside others; tokens the others have no number for are left out. */
function compared(examined: readonly Examined[], others: readonly ArrayLike<number>[]): Comparison {
  return compareLogProbs(
    examined.map(({ sampled }, i) => sampled.slice(0, others[i]!.length)),
    others,
  );
}

/** Tries every explanation and names the one that fits best, if it brings the difference below the bound. */
async function diagnosis(
  file: CaseFile,
  found: Comparison,
  { step, maxDifference }: { readonly step: number; readonly maxDifference: number },
): Promise<MismatchError> {
  const tried: { readonly fault: Fault; readonly what: string; readonly difference: number }[] = [];
  for await (const { fault, what, logProbs } of hypotheses(file))
    tried.push({ fault, what, difference: compared(file.examined, logProbs).meanDifference });
  tried.sort((a, b) => a.difference - b.difference);
  const symptom =
    `step ${step + 1}: the sampler's log-probabilities are ${shown(found.meanDifference)} nats per token from the ` +
    `trainer's (bound ${maxDifference}, multiplicative error ${shown(found.multiplicativeError)}, ${found.tokens} tokens).`;
  const [best] = tried;
  if (best !== undefined && best.difference <= maxDifference) {
    const cause = `They are those of ${best.what} (difference ${shown(best.difference)}).`;
    return new MismatchError(`${symptom} ${cause}`, `${fixes[best.fault]}.`, best.fault);
  }
  const nearest = tried.slice(0, 3).map(({ what, difference }) => `${what}: ${shown(difference)}`);
  return new MismatchError(
    `${symptom} Nothing that was tried explains it; nearest: ${nearest.join('; ')}.`,
    'compare tokens, positions and numeric precision of sampler and trainer on one prompt.',
    null,
  );
}

function shown(value: number): string {
  return value.toPrecision(3);
}
