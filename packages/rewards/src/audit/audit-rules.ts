import { scored, ungradable } from '@stepgrpo/core';
import type { RewardRule } from '@stepgrpo/core';
import { combine } from '../score-group';
import type { WeightedRule } from '../score-group';
import { auditRule } from './audit-rule';
import type { AuditOptions, AuditReport } from './audit-rule';

/** Audits each rule of a run by itself, and the weighted total of those that pay when there are several. */
export async function auditRules(
  rules: readonly WeightedRule[],
  options: AuditOptions = {},
): Promise<AuditReport[]> {
  // Rules that only take points off make short texts dearer than long ones, which is no exploit.
  const paying = rules.filter(
    ({ rule, weight }) => Math.max(weight * rule.range[0], weight * rule.range[1]) > 0,
  );
  const audited = rules.map(({ rule }) => rule);
  if (paying.length > 1) audited.push(totalRule(paying));
  const reports: AuditReport[] = [];
  for (const [i, rule] of audited.entries()) {
    const onProgress = (done: number, total: number): void =>
      options.onProgress?.(i * total + done, audited.length * total);
    reports.push(await auditRule(rule, { ...options, onProgress }));
  }
  return reports;
}

/** What a policy is paid in the end, as a rule. Samples that no rule can grade are ungradable. */
export function totalRule(rules: readonly WeightedRule[]): RewardRule {
  const combined = combine(rules);
  return {
    name: 'total',
    range: combined.range,
    async score(sample, completion) {
      const { totals, outcomes, dropped } = await combined.scoreGroup({ sample, completions: [completion] });
      if (dropped.length === rules.length) return ungradable(dropped[0]!.reason);
      const parts = rules.flatMap(({ rule, weight }) => {
        const outcome = outcomes[0]![rule.name];
        if (outcome?.kind !== 'scored') return [];
        return [{ label: rule.name, value: weight * outcome.value, evidence: `weight ${weight}` }];
      });
      return scored(totals[0]!, parts);
    },
  };
}
