/** The pattern that cuts a text into pieces before byte-pair merging, as Qwen2 tokenizer files write it (Oniguruma). */
export const qwen2Pattern =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

/**
 * The same pattern in JavaScript's dialect. Oniguruma's `\s` is the Unicode property White_Space (with U+0085, without
 * U+FEFF), and its caseless `s` also matches U+017F. Every branch is linear in the text.
 */
const pieces =
  /'(?:[sStTmMdD\u017f]|[rR][eE]|[vV][eE]|[lL][lL])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\p{White_Space}\p{L}\p{N}]+[\r\n]*|\p{White_Space}*[\r\n]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/**
 * Cuts a normalised text into the pieces that byte-pair merges never cross: words with one leading character,
 * single digits, punctuation, runs of white space. Their concatenation is the text.
 *
 * Example  preTokenize('is 12.') // ['is', ' ', '1', '2', '.']
 */
export function preTokenize(text: string): string[] {
  return text.match(pieces) ?? [];
}
