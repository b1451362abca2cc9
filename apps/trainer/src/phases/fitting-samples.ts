import { ConfigError } from '@stepgrpo/core';
import type { Session } from '../session';

/** Samples a run may use, and those whose prompts are too long. */
export interface FittingSamples {
  /** Positions in the source, in its order. */
  readonly indices: readonly number[];
  readonly tooLong: readonly { readonly id: string; readonly tokens: number }[];
}

/**
 * Finds the samples of the StepGRPO data whose prompts fit, before training starts. A prompt is never cut: an image
 * would lose part of its tokens.
 *
 * Throws  ConfigError when no prompt fits
 */
export async function findFittingSamples(session: Session): Promise<FittingSamples> {
  const { config, data, policy, reporter } = session;
  const { stepgrpo: rl } = config;
  if (rl === undefined || data.stepgrpo === null) return { indices: [], tooLong: [] };
  const source = data.stepgrpo;
  const indices: number[] = [];
  const tooLong: { id: string; tokens: number }[] = [];
  const task = reporter.start('prompts', source.length);
  for (let index = 0; index < source.length; index++) {
    const sample = await source.get(index);
    const tokens = (await policy.encode(sample)).tokenIds.length;
    if (tokens <= rl.maxPromptTokens) indices.push(index);
    else tooLong.push({ id: sample.id, tokens });
    task.update(index + 1);
  }
  task.end();
  if (indices.length === 0) {
    throw new ConfigError(
      `none of the ${source.length} prompts fits into ${rl.maxPromptTokens} tokens.`,
      'raise stepgrpo.maxPromptTokens or lower model.maxPixels.',
      'stepgrpo.maxPromptTokens',
    );
  }
  if (tooLong.length > 0) {
    reporter.note(
      `left out ${tooLong.length} of ${source.length} samples: prompts above ${rl.maxPromptTokens} tokens`,
    );
    for (const { id, tokens } of tooLong.slice(0, 10)) reporter.note(`  ${id}: ${tokens} tokens`);
    if (tooLong.length > 10) reporter.note(`  … and ${tooLong.length - 10} more, all in events.jsonl`);
  }
  return { indices, tooLong };
}
