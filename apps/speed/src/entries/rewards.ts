import { createRng, type Completion, type Group } from '@stepgrpo/core';
import { digitsSource } from '@stepgrpo/data';
import { createRules, scoreGroup } from '@stepgrpo/rewards';
import type { Entry } from '../entry';
import { median, spread, timePasses } from '../measure';

const samples = 100;
const groupSize = 8;

/** Step accuracy and step validity in one mode, over groups of right, wrong, shuffled and cut reasoning paths. */
export function rewardsEntry(mode: 'soft' | 'paper' | 'code'): Entry {
  return {
    summary: `step rewards, mode ${mode}, ${samples * groupSize} completions`,
    async run() {
      const rules = await createRules(
        ['step-accuracy', 'step-validity'].map((name) => ({ name, weight: 1, options: { mode } })),
      );
      const groups = fixtureGroups();
      const times = await timePasses({ warmup: 1, counted: 5 }, async () => {
        for (const group of groups) await scoreGroup(rules, group);
      });
      const value = (samples * groupSize * 1000) / median(times);
      const name = `rewards/${mode}`;
      return [{ name, value, unit: 'completions/s', limit: null, share: null, details: spread(times) }];
    },
  };
}

/** Groups as a policy in training writes them. */
export function fixtureGroups(count = samples): readonly Group[] {
  const source = digitsSource({ split: 'train', count, seed: 'speed' });
  return Array.from({ length: count }, (_, i): Group => {
    const sample = source.get(i);
    const rng = createRng(`completion-${i}`);
    const gold = sample.reasoning ?? '';
    const texts = Array.from({ length: groupSize }, (_, index) => variant(gold, index, () => rng.uniform()));
    return { sample, completions: texts.map(completionOf) };
  });
}

/** The reasoning path itself, with digits changed, with its lines shuffled, or cut off, in turns. */
function variant(gold: string, index: number, uniform: () => number): string {
  switch (index % 4) {
    case 1:
      return [...gold]
        .map((c) => (c >= '0' && c <= '9' && uniform() < 0.3 ? String(Math.floor(uniform() * 10)) : c))
        .join('');
    case 2:
      return gold
        .split('\n')
        .map((line) => ({ line, at: uniform() }))
        .sort((a, b) => a.at - b.at)
        .map(({ line }) => line)
        .join('\n');
    case 3:
      return gold.slice(0, Math.floor(gold.length * uniform()));
    default:
      return gold;
  }
}

function completionOf(text: string, index: number): Completion {
  return { index, text, tokenIds: [], logProbs: [], finishReason: 'stop' };
}
