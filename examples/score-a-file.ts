/**
 * Scores a file of completions with StepRAR and StepRVR, and says where the points come from. Each line is
 * {"sample": {"id", "question", "solution", "keySteps"}, "completion": "…"}, as `stepgrpo score` reads it.
 *
 *   node --import tsx --conditions=@stepgrpo/source examples/score-a-file.ts [completions.jsonl]
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Completion, Sample } from '@stepgrpo/core';
import { scoreGroup, stepAccuracy, stepValidity } from '@stepgrpo/rewards';

const file = process.argv[2] ?? new URL('completions.jsonl', import.meta.url);
const rules = [
  { rule: stepAccuracy(), weight: 1 },
  { rule: stepValidity(), weight: 1 },
];

let count = 0;
let sum = 0;
for await (const line of createInterface({ input: createReadStream(file) })) {
  if (line.trim() === '') continue;
  const { sample, completion: text } = JSON.parse(line) as {
    sample: Omit<Sample, 'images'>;
    completion: string;
  };
  const completion: Completion = { index: 0, text, tokenIds: [], logProbs: [], finishReason: 'stop' };
  const group = { sample: { ...sample, images: [] }, completions: [completion] };
  const { totals, outcomes } = await scoreGroup(rules, group);
  console.log(`${sample.id}: ${totals[0]!.toFixed(2)} points`);
  for (const [name, outcome] of Object.entries(outcomes[0]!)) {
    if (outcome.kind === 'ungradable') console.log(`  ${name}: not gradable, ${outcome.reason}`);
    else
      for (const part of outcome.parts ?? []) {
        const where = part.span === undefined ? '' : `, characters ${part.span.join('-')}`;
        console.log(`  ${name}, ${part.label}: ${part.value.toFixed(2)} (${part.evidence}${where})`);
      }
  }
  count += 1;
  sum += totals[0]!;
}
console.log(`${count} completions, ${(sum / Math.max(1, count)).toFixed(2)} points on average`);
