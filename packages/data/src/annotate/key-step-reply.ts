import { jsonInText } from '@stepgrpo/chat';
import { parseResponse } from '@stepgrpo/core';
import type { KeyStep } from '@stepgrpo/core';
import { z } from 'zod';
import { alternativesOf } from './annotate-path';
import { mathTokens } from './math-tokens';
import { sameKey } from './merge-key-steps';
import { distinctTexts, numberOfWord } from './words';

const mostKeySteps = 24;
const mostAlternatives = 16;
const longestText = 200;

const itemSchema = z.union([
  z.string().transform((text) => [text]),
  z.array(z.string()),
  z
    .object({ text: z.string(), alternatives: z.array(z.unknown()).catch([]) })
    .transform(({ text, alternatives }) => [text, ...alternatives.filter((one) => typeof one === 'string')]),
]);
const replySchema = z.object({ keySteps: z.array(z.unknown()) });

/** Key steps out of a reply, and how many items of it were not taken; or what is wrong with all of it. */
export type KeyStepReply =
  | { readonly kind: 'key-steps'; readonly keySteps: readonly KeyStep[]; readonly dropped: number }
  | { readonly kind: 'useless'; readonly problem: string };

/**
 * Reads the reply of a language model. Nothing in it is believed: a key step counts only when the numbered steps of the
 * path contain it, an alternative only with the same numbers and enough letters not to match everything; duplicates,
 * bare numbers, long texts and everything of another shape are dropped. Our own notations are added.
 */
export function readKeyStepReply(text: string, path: string): KeyStepReply {
  const parsed = replySchema.safeParse(jsonInText(text));
  if (!parsed.success) return { kind: 'useless', problem: 'it holds no JSON object with "keySteps"' };
  const said = sameKey(
    parseResponse(path)
      .steps.map((step) => step.body)
      .join('\n'),
  );
  const seen = new Set<string>();
  const keySteps: KeyStep[] = [];
  const items = parsed.data.keySteps;
  for (const item of items.slice(0, 4 * mostKeySteps)) {
    const keyStep = groundedKeyStep(item, said);
    if (keyStep === null || keyStep.some((alternative) => seen.has(sameKey(alternative)))) continue;
    keyStep.forEach((alternative) => seen.add(sameKey(alternative)));
    keySteps.push(keyStep);
    if (keySteps.length === mostKeySteps) break;
  }
  if (keySteps.length > 0) return { kind: 'key-steps', keySteps, dropped: items.length - keySteps.length };
  const problem =
    items.length === 0 ? 'it lists no key steps' : 'the solution contains none of its key steps';
  return { kind: 'useless', problem };
}

function groundedKeyStep(item: unknown, said: string): KeyStep | null {
  const parsed = itemSchema.safeParse(item);
  if (!parsed.success) return null;
  const texts = parsed.data
    .slice(0, mostAlternatives + 1)
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text.length <= longestText && isTelling(text));
  const first = texts.find((text) => said.includes(sameKey(text)));
  if (first === undefined) return null;
  const numbers = numbersOf(first);
  const others = texts.filter((text) => numbersOf(text) === numbers);
  return distinctTexts([first, ...others, ...alternativesOf(first)]).slice(0, 2 * mostAlternatives);
}

/** A bare number or a letter or two would be found nearly everywhere. */
function isTelling(text: string): boolean {
  return sameKey(text).length >= 3 && /\p{L}|[=<>≤≥≈∥⊥]/u.test(text);
}

/** The numbers of a text in order of size, as digits: saying the same needs the same numbers. */
function numbersOf(text: string): string {
  const numbers = mathTokens(text).flatMap(({ kind, means, text: word }) => {
    if (kind === 'number') return [means];
    const named = kind === 'word' ? numberOfWord(word) : null;
    return named === null ? [] : [named];
  });
  return numbers.sort().join(' ');
}
