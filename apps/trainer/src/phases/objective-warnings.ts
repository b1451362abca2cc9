import type { ObjectiveSettings } from '@stepgrpo/optim';

/**
 * What is allowed but hardly meant, in words for the person who wrote the config.
 *
 * Source  the warnings of huggingface/trl trl/trainer/grpo_trainer.py
 */
export function objectiveWarnings({
  policy,
  ratio,
  aggregation,
  entropyBonus,
  mismatch,
  offPolicyThreshold,
}: ObjectiveSettings): readonly string[] {
  const isSequence = ratio !== 'token';
  const found: string[] = [];
  if (aggregation === 'row-sum' && !isSequence)
    found.push(
      'aggregation "row-sum" (luspo) is meant for ratio "sequence"; with tokens long completions dominate',
    );
  if (policy === 'vespo' && isSequence) found.push(`"vespo" does not look at ratio "${ratio}"`);
  if (ratio === 'sequence' && policy === 'clipped' && aggregation !== 'row-mean' && aggregation !== 'row-sum')
    found.push(`with ratio "sequence", aggregation "${aggregation}" weighs a completion by its length`);
  if (policy === 'gmpo' && (mismatch !== undefined || offPolicyThreshold !== undefined))
    found.push('"gmpo" does not look at mismatch and offPolicyThreshold');
  if (policy === 'gmpo' && entropyBonus) found.push('TRL ignores an entropy bonus with "gmpo"; here it acts');
  return found;
}
