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
  const paying = rules.filter((weighted) => earning.includes(weighted) || gates.includes(weighted.rule.name));
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
      const { totals, terms, dropped } = await combined.scoreGroup({ sample, completions: [completion] });
      if (dropped.length === rules.length) return ungradable(dropped[0]!.reason);
      const parts = rules.flatMap(({ rule, weight }) => {
        const value = terms[0]![rule.name];
        return value === undefined ? [] : [{ label: rule.name, value, evidence: `weight ${weight}` }];
      });
      return scored(totals[0]!, parts);
    },
  };
}
