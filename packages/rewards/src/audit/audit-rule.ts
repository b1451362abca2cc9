import { createRng } from '@stepgrpo/core';
import type { RewardRule, Sample } from '@stepgrpo/core';
import type { Attack, Attempt, Subject } from './attack';
import { plainSteps } from './attack-texts';
import { catalogue } from './catalogue';
import { measure } from './measure';
import type { Measure } from './measure';
import { noiseAttempt, randomNoise } from './noise-search';
import type { NoiseCase } from './noise-search';
import { probeSamples } from './probe-samples';
import { shrinkList, shrinkSubject } from './shrink';

/** A completion that a rule overpays: the smallest example of an attack that was found. */
export interface Exploit extends Measure {
  readonly rule: string;
  /** A name of the catalogue, or `noise` for what the random search found. */
  readonly attack: string;
  /** Where specs/rewards.md lists it; null when it does not. */
  readonly section: string | null;
  /** Why it is worth no more. */
  readonly claim: string;
  /** Ids of samples of which it was found, at most 10. */
  readonly foundOn: readonly string[];
}

/** What an audit of one rule came to. */
export interface AuditReport {
  readonly rule: string;
  readonly exploits: readonly Exploit[];
  /** Attempts that were measured. */
  readonly attempts: number;
  /** Attempts the rule could not grade. */
  readonly ungradable: number;
  /** Attacks that applied to no sample, so that nothing is known of them. */
  readonly notApplicable: readonly string[];
  /** Why nothing was tried; absent when something was. */
  readonly skipped?: string;
}

export interface AuditOptions {
  /** Samples of the data set; the audit adds samples of its own for the attacks that none of these suits. */
  readonly samples?: readonly Sample[];
  /** Seed of the random search. */
  readonly seed?: string | number;
  /** Random cases to try. */
  readonly noiseCases?: number;
  /** Overpay up to this many reward points is no exploit. */
  readonly tolerance?: number;
  readonly attacks?: readonly Attack[];
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Searches for completions that a rule pays more for than they are worth.
 *
 * What a completion is worth does not come from the rule: each attack is made such that its draws deserve no more than its
 * references (noise added to a response, a guess against its outcomes, headings that quote). Only the price of the
 * references is asked of the rule. Deterministic for a seed; each exploit comes with its smallest example.
 *
 * Range  rules whose largest value is 0 take points off and pay nobody; they are skipped
 */
export async function auditRule(
  rule: RewardRule,
  {
    samples = [],
    seed = 0,
    noiseCases = 300,
    tolerance = 0.005,
    attacks = catalogue,
    onProgress = () => undefined,
  }: AuditOptions = {},
): Promise<AuditReport> {
  if (rule.range[1] <= 0) {
    const skipped = 'it only takes points off, so it pays nobody';
    return { rule: rule.name, exploits: [], attempts: 0, ungradable: 0, notApplicable: [], skipped };
  }
  const isExploit = (measured: Measure | null): measured is Measure =>
    measured !== null && measured.overpay > tolerance;
  const all = [...probeSamples, ...samples];
  const total = attacks.length * all.length + noiseCases;
  const counts = { attempts: 0, ungradable: 0, done: 0 };
  const tried = async (attempt: Attempt): Promise<Measure | null> => {
    const measured = await measure(rule, attempt);
    counts.attempts += 1;
    if (measured === null) counts.ungradable += 1;
    return measured;
  };

  const exploits: Exploit[] = [];
  const notApplicable: string[] = [];
  for (const attack of attacks) {
    const found: Subject[] = [];
    let applied = false;
    for (const sample of all) {
      const subject = { sample, steps: plainSteps };
      for (const attempt of attack.attempts(subject)) {
        applied = true;
        if (isExploit(await tried(attempt)) && found.at(-1) !== subject) found.push(subject);
      }
      onProgress((counts.done += 1), total);
    }
    if (!applied) notApplicable.push(attack.name);
    if (found.length === 0) continue;
    const example = await smallest(rule, attack, { found, isExploit });
    // A rule that says something else each time, such as a model, may not say it again.
    if (example !== null) exploits.push({ ...example, ...identity(rule, attack, found) });
  }

  const noisy: NoiseCase[] = [];
  for (let i = 0; i < noiseCases; i++) {
    const one = randomNoise(all, createRng(seed).fork(`audit/noise-${i}`));
    if (isExploit(await tried(noiseAttempt(one)))) noisy.push(one);
    onProgress((counts.done += 1), total);
  }
  if (noisy.length > 0) {
    const example = await smallestNoise(rule, noisy, isExploit);
    if (example !== null) exploits.push({ ...example, ...identity(rule, noiseAttack, noisy) });
  }
  const { attempts, ungradable } = counts;
  return { rule: rule.name, exploits, attempts, ungradable, notApplicable };
}

const noiseAttack = {
  name: 'noise',
  section: null,
  claim: 'a response does not get better by noise that is neither an answer nor a step',
};

function identity(
  rule: RewardRule,
  { name, section, claim }: Pick<Attack, 'name' | 'section' | 'claim'>,
  found: readonly { readonly sample: Sample }[],
): Pick<Exploit, 'rule' | 'attack' | 'section' | 'claim' | 'foundOn'> {
  const foundOn = [...new Set(found.map(({ sample }) => sample.id))].slice(0, 10);
  return { rule: rule.name, attack: name, section, claim, foundOn };
}

type IsExploit = (measured: Measure | null) => measured is Measure;

const sizeOf = ({ draws }: Measure): number => draws.reduce((sum, { text }) => sum + text.length, 0);

/** The shortest exploit of an attack, over the samples it was found on, each made as small as it goes. */
async function smallest(
  rule: RewardRule,
  attack: Attack,
  { found, isExploit }: { readonly found: readonly Subject[]; readonly isExploit: IsExploit },
): Promise<Measure | null> {
  const best = async (subject: Subject): Promise<Measure | null> => {
    let shortest: Measure | null = null;
    for (const attempt of attack.attempts(subject)) {
      const measured = await measure(rule, attempt);
      if (isExploit(measured) && (shortest === null || sizeOf(measured) < sizeOf(shortest)))
        shortest = measured;
    }
    return shortest;
  };
  let winner: Measure | null = null;
  for (const subject of found.slice(0, shrunkAtMost)) {
    const small = await best(await shrinkSubject(subject, async (smaller) => (await best(smaller)) !== null));
    if (small !== null && (winner === null || sizeOf(small) < sizeOf(winner))) winner = small;
  }
  return winner;
}

/** Exploits of one attack that are made smaller, to choose the smallest from. */
const shrunkAtMost = 5;

async function smallestNoise(
  rule: RewardRule,
  found: readonly NoiseCase[],
  isExploit: IsExploit,
): Promise<Measure | null> {
  let winner: Measure | null = null;
  for (const one of found.slice(0, shrunkAtMost)) {
    const pieces = await shrinkList(one.pieces, async (fewer) =>
      isExploit(await measure(rule, noiseAttempt({ ...one, pieces: fewer }))),
    );
    const small = await measure(rule, noiseAttempt({ ...one, pieces }));
    if (isExploit(small) && (winner === null || sizeOf(small) < sizeOf(winner))) winner = small;
  }
  return winner;
}
