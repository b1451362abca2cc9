import type { AddedToken } from './tokenizer-spec';

/** A stretch of plain text and the added token that ends it, if any. */
export interface TextSection {
  /** Index of `plain` in the whole text, in UTF-16 units. */
  readonly start: number;
  readonly plain: string;
  readonly added: AddedToken | undefined;
}

/** Cuts added tokens out of raw texts, literally: leftmost first, the longest of those that start together. */
export function addedTokenCutter(addedTokens: readonly AddedToken[]): (text: string) => TextSection[] {
  const byContent = new Map(addedTokens.map((token) => [token.content, token]));
  const literals = [...byContent.keys()].sort((a, b) => b.length - a.length).map(escapeRegExp);
  if (literals.length === 0) return (plain) => [{ start: 0, plain, added: undefined }];
  const pattern = new RegExp(literals.join('|'), 'g');
  return (text) => {
    const sections: TextSection[] = [];
    let start = 0;
    for (const { 0: content, index } of text.matchAll(pattern)) {
      sections.push({ start, plain: text.slice(start, index), added: byContent.get(content) });
      start = index + content.length;
    }
    sections.push({ start, plain: text.slice(start), added: undefined });
    return sections;
  };
}

const escapeRegExp = (literal: string): string => literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
