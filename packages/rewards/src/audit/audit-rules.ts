import { scored, ungradable } from '@stepgrpo/core';
import type { RewardRule } from '@stepgrpo/core';
import { pointsRange } from '../composition';
import type { WeightedRule } from '../composition';
import { combine } from '../score-group';
import { auditRule } from './audit-rule';
import type { AuditOptions, AuditReport } from './audit-rule';

/** Audits each rule of a run by itself, and the weighted total of those that pay when there are several. */
export async function auditRules(
  rules: readonly WeightedRule[],
  options: AuditOptions = {},
): Promise<AuditReport[]> {
  // Rules that only take points off make short texts dearer than long ones, which is no exploit.
  const earning = rules.filter((weighted) => pointsRange(weighted)[1] > 0);
  const gates = earning.map(({ gate }) => gate);
  const paying = rules.flatMap((weighted) => {
    if (earning.includes(weighted)) return [weighted];
    return gates.includes(weighted.rule.name) ? [{ ...weighted, weight: 0 }] : []; // asked, and pays nothing
  });
  const audited = rules.map(({ rule }) => rule);
  if (paying.length > 1) audited.push(totalRule(paying));
  const reports: AuditReport[] = [];
  for (const [i, rule] of audited.entries()) {
    const onProgress = (done: number, total: number): void =>
      options.onProgress?.(i * total + done, audited.length * total);
    const weighted = rules[i];
    const isDear = weighted !== undefined && weighted.weight <= 0 && !earning.includes(weighted);
    reports.push(isDear ? unpaid(rule) : await auditRule(rule, { ...options, onProgress }));
  }
  return reports;
}

const unpaid = (rule: RewardRule): AuditReport => ({
  rule: rule.name,
  exploits: [],
  attempts: 0,
  ungradable: 0,
  notApplicable: [],
  skipped: 'its weight pays nobody for it',
});

/** What a policy is paid in the end, as a rule. Samples that one of them cannot grade are ungradable: totals of
 * other terms cannot be compared. */
export function totalRule(rules: readonly WeightedRule[]): RewardRule {
  const combined = combine(rules);
  return {
    name: 'total',
    range: combined.range,
    async score(sample, completion) {
      const { totals, terms, dropped } = await combined.scoreGroup({ sample, completions: [completion] });
      if (dropped[0] !== undefined) return ungradable(dropped[0].reason);
      const parts = rules.flatMap(({ rule, weight }) => {
        const value = terms[0]![rule.name];
        return value === undefined ? [] : [{ label: rule.name, value, evidence: `weight ${weight}` }];
      });
      return scored(totals[0]!, parts);
    },
  };
}
