import { fillBatch, isInformative } from '@stepgrpo/advantage';
import type { Group, RlConfig, Sample } from '@stepgrpo/core';
import type { GroupScores } from '@stepgrpo/rewards';

/** A group of completions and what they earned. */
export interface ScoredGroup {
  readonly group: Group;
  readonly scores: GroupScores;
}

/** What one step learns from. */
export interface Generation {
  /** As many groups as the config has prompts per step. */
  readonly used: readonly ScoredGroup[];
  /** Everything that was drawn, used or not: rewards are reported over these. */
  readonly drawn: readonly ScoredGroup[];
  readonly rounds: number;
  /** Groups that came into the update although they teach nothing, because the rounds ran out. */
  readonly fillers: number;
}

/** How samples are found and completions drawn. */
export interface GenerationParts {
  /** The samples of a round, the first round of a step being 0. */
  readonly samplesAt: (round: number) => Promise<readonly Sample[]>;
  readonly draw: (samples: readonly Sample[], round: number) => Promise<readonly ScoredGroup[]>;
}

/**
 * Draws the groups of a step; with dynamic sampling, again for those that teach nothing, up to the bound.
 *
 * When the rounds run out, groups that teach nothing fill the step up: it always has its size, and still has a KL term.
 *
 * Source  dynamic sampling of DAPO, arXiv:2503.14476; see `fillBatch`
 */
export async function drawGeneration(
  { promptsPerStep, dynamicSampling }: Pick<RlConfig, 'promptsPerStep' | 'dynamicSampling'>,
  { samplesAt, draw }: GenerationParts,
): Promise<Generation> {
  const round = async (number: number): Promise<readonly ScoredGroup[]> =>
    draw(await samplesAt(number), number);
  if (dynamicSampling === undefined) {
    const used = await round(0);
    return { used, drawn: used, rounds: 1, fillers: 0 };
  }
  const filled = await fillBatch(round, {
    groups: promptsPerStep,
    maxRounds: dynamicSampling.maxRounds,
    keep: ({ scores }) => teaches(scores, dynamicSampling),
  });
  const kept = new Set(filled.groups);
  const fillers = filled.drawn
    .filter((scored) => !kept.has(scored))
    .slice(0, promptsPerStep - filled.groups.length);
  return {
    used: [...filled.groups, ...fillers],
    drawn: filled.drawn,
    rounds: filled.rounds,
    fillers: fillers.length,
  };
}

/** Whether a group can teach something: its totals differ, or a rule's mean value lies between the bounds. */
function teaches(
  { totals, outcomes }: GroupScores,
  { rule, low, high }: NonNullable<RlConfig['dynamicSampling']>,
): boolean {
  if (rule === undefined) return totals.some((total) => total !== totals[0]);
  const values = outcomes.flatMap((outcome) => {
    const judged = outcome[rule];
    return judged?.kind === 'scored' ? [judged.value] : [];
  });
  return values.length === outcomes.length && isInformative(values, { low, high });
}
