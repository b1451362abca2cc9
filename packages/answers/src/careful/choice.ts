import { plainLine } from './clean-text';

/** An answer to a multiple-choice question: letters, and what is written beside a single one. */
export interface Choice {
  /** Upper-case letters, sorted, each once. */
  readonly letters: string;
  /** The text of the option, when it is written too; empty otherwise. */
  readonly text: string;
}

const single = /^[([{]?\s*([A-Ja-j])\s*[)\]}]?\s*[.:)]?$/;
const withText = /^(?:[([{]\s*([A-Ja-j])\s*[)\]}]\s*[.:]?|([A-Ja-j])\s*[.):])\s+(\S[^]*)$/;
const separators = /\s*(?:[,&/]|\band\b|\bor\b)\s*|\s+/;
const listed = /^[([{]?([A-J])[)\]}]?$/;

/**
 * Reads `B`, `(b)`, `B.`, `B. chloroplast`, `(C) 48` or `A, C`; null when a text is not of that kind.
 * Letters go to J, as options do.
 */
export function choiceOf(source: string): Choice | null {
  const text = plainLine(source);
  if (text.length > 300) return null;
  const alone = single.exec(text);
  if (alone !== null) return { letters: alone[1]!.toUpperCase(), text: '' };
  const letters =
    text.length > 60 ? [null] : text.split(separators).map((part) => listed.exec(part)?.[1] ?? null);
  if (!letters.includes(null)) return { letters: [...new Set(letters)].sort().join(''), text: '' };
  const option = withText.exec(text);
  if (option === null) return null;
  const letter = (option[1] ?? option[2]!).toUpperCase();
  const rest = option[3]!.trim();
  // More options behind the first, or an equation: not the text of an option.
  return /^[=<>≠≤≥≈]/.test(rest) || choiceOf(rest) !== null || /[([]\s*[A-Ja-j]\s*[)\]]/.test(rest)
    ? null
    : { letters: letter, text: rest };
}
