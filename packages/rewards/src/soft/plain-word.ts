import { signWords } from './latex-words';
import { isHardWord } from './token';
import { singular } from './word-form';

/** The part of a token that does not depend on where it stands. */
export interface PlainWord {
  readonly key: string;
  readonly hard: boolean;
}

/** Words already looked at; cleared when it grows beyond this, so that a hostile text cannot fill memory. */
const capacity = 20_000;
const known = new Map<string, PlainWord | null>();

/** The token of a word of ASCII letters as it is written; null when it is more than one word or an operator. */
export function plainWord(written: string): PlainWord | null {
  const cached = known.get(written);
  if (cached !== undefined) return cached;
  const made = make(written.toLowerCase());
  if (written.length > 40) return made;
  if (known.size >= capacity) known.clear();
  known.set(written, made);
  return made;
}

function make(word: string): PlainWord | null {
  if (Object.hasOwn(signWords, word) || word === 'cannot') return null;
  if (word === 'pi') return { key: 'w:pi', hard: true };
  const hard = isHardWord(word);
  return { key: `w:${hard ? word : singular(word)}`, hard };
}
