import { readCaseFiles, type AdvantageCase } from './advantage-case';
import { failed, type Check } from './check';
import { easyr1AdvantageChecks, easyr1FilteringChecks, easyr1ReductionChecks } from './easyr1';
import { r1vlChecks } from './r1-vl';
import { stepwiseChecks } from './stepwise';
import { trlAsyncChecks, trlChecks, trlRankChecks, trlRlooChecks, trlStepChecks } from './trl';

/** What a case came to. */
export interface CaseResult {
  readonly case: string;
  readonly checks: readonly Check[];
}

type Suite = (given: AdvantageCase) => Check[] | Promise<Check[]>;

/** Each kind of file to what checks its cases. */
const suites: Readonly<Record<string, Suite>> = {
  trl_grpo: trlChecks,
  trl_adaptive_entropy: trlStepChecks,
  trl_multi_process: trlRankChecks,
  trl_rloo: trlRlooChecks,
  trl_async_grpo: trlAsyncChecks,
  r1vl_stepgrpo: r1vlChecks,
  easyr1_advantage: easyr1AdvantageChecks,
  easyr1_reductions: easyr1ReductionChecks,
  easyr1_online_filtering: easyr1FilteringChecks,
  stepwise_process: stepwiseChecks,
};

/**
 * Runs every case of a folder of golden data that has to do with advantages; the others are left to other packages.
 *
 * Source  layout "objectives/1", described in the README of the folder
 * Throws  DataError when a file cannot be read or is of another layout
 */
export async function runAdvantageCases(folder: string): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const { kind, cases } of readCaseFiles(folder)) {
    const suite = Object.hasOwn(suites, kind) ? suites[kind] : undefined;
    if (suite === undefined) continue;
    for (const given of cases)
      results.push({ case: String(given.name), checks: await attempt(suite, given) });
  }
  return results;
}

/** A case that fails to run is a failed check, and the others still run. */
async function attempt(suite: Suite, given: AdvantageCase): Promise<readonly Check[]> {
  try {
    return await suite(given);
  } catch (error) {
    return [failed('runs', 0, error instanceof Error ? error.message : String(error))];
  }
}
