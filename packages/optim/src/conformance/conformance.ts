import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from '@stepgrpo/core';
import type { Backend } from '@stepgrpo/tensor';
import { exactCheck, type Check } from './check';
import { caseReader, type CaseReader, type Json } from './json';
import { easyr1KlChecks, easyr1KlPenaltyChecks } from './easyr1-kl';
import { easyr1PolicyChecks, easyr1UpdateChecks } from './easyr1-policy';
import { easyr1ReductionChecks, easyr1ValueChecks } from './easyr1-value';
import { trlLogProbChecks } from './log-probs';
import { r1vlChecks } from './r1-vl';
import { stepwiseChecks } from './stepwise';
import { syncReferenceChecks } from './sync-reference';
import { trlAdaptiveEntropyChecks } from './trl-adaptive-entropy';
import { trlConfigChecks } from './trl-config';
import { trlGrpoChecks } from './trl-grpo';
import { trlMultiProcessChecks } from './trl-multi-process';
import { trlNumIterationsChecks } from './trl-num-iterations';
import { trlAsyncChecks, trlRlooChecks } from './trl-relatives';

/** What a case came to. */
export interface CaseResult {
  readonly case: string;
  readonly checks: readonly Check[];
}

type Suite = (given: CaseReader, backend: Backend) => Promise<Check[]>;

/** Each kind of file to what checks its cases. */
const suites: Readonly<Record<string, Suite>> = {
  trl_grpo: trlGrpoChecks,
  trl_adaptive_entropy: trlAdaptiveEntropyChecks,
  trl_multi_process: trlMultiProcessChecks,
  trl_num_iterations: trlNumIterationsChecks,
  trl_logprobs_entropy: trlLogProbChecks,
  trl_sync_ref_model: syncReferenceChecks,
  trl_config_validation: trlConfigChecks,
  trl_rloo: trlRlooChecks,
  trl_async_grpo: trlAsyncChecks,
  r1vl_stepgrpo: r1vlChecks,
  easyr1_policy_loss: easyr1PolicyChecks,
  easyr1_update_policy: easyr1UpdateChecks,
  easyr1_kl: easyr1KlChecks,
  easyr1_kl_penalty: easyr1KlPenaltyChecks,
  easyr1_value_loss: easyr1ValueChecks,
  easyr1_reductions: easyr1ReductionChecks,
  stepwise_process: stepwiseChecks,
};

/**
 * Runs the cases of a folder of golden data that this package can say something about.
 *
 * Range   cases: names of those to run; all when absent. A case without any check (one that is about advantages only,
 *         which `runAdvantageCases` of @stepgrpo/advantage covers) is left out
 * Source  layout "objectives/1", described in the README of the folder
 * Throws  DataError when a file cannot be read or is of another layout
 */
export async function runObjectiveCases(
  folder: string,
  { backend, cases }: { readonly backend: Backend; readonly cases?: readonly string[] },
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const file of caseFiles(folder)) {
    const content = readCases(join(folder, file));
    const suite = Object.hasOwn(suites, content.kind) ? suites[content.kind] : undefined;
    if (suite === undefined) continue;
    for (const given of content.cases) {
      const name = given.text('name');
      if (cases !== undefined && !cases.includes(name)) continue;
      const checks = await attempt(suite, given, backend);
      if (checks.length > 0) results.push({ case: name, checks });
    }
  }
  return results;
}

/** A case that fails to run is a failed check, and the others still run. */
async function attempt(suite: Suite, given: CaseReader, backend: Backend): Promise<Check[]> {
  try {
    return await suite(given, backend);
  } catch (error) {
    return [exactCheck('runs', false, error instanceof Error ? error.message : String(error))];
  }
}

function caseFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (cause) {
    throw new DataError('the folder cannot be read.', 'pass a folder of JSON files.', folder, { cause });
  }
}

function readCases(path: string): { readonly kind: string; readonly cases: CaseReader[] } {
  let parsed: Json;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8')) as Json;
  } catch (cause) {
    throw new DataError('the file is not JSON.', 'use files of the layout "objectives/1".', path, { cause });
  }
  const file = caseReader(parsed, path);
  return { kind: file.text('kind'), cases: file.records('cases') };
}
