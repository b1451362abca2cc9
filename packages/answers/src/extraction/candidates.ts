import { isPythonSpace } from '../text/python-white-space';
import { limits } from '../numbers/too-large';
import { arithmeticFinder } from './arithmetic-run';
import type { Candidate } from './candidate';
import { bareBox, latexChainAt, latexChains } from './latex-chain';
import { latexFinder } from './latex-environment';
import { arithmeticBehind, mayHavePlainBehind, numberBehind, plainBehind } from './plain-at';
import type { Follows } from './plain-at';

/** A candidate and how it was found. */
export interface RankedCandidate {
  readonly candidate: Candidate;
  /** Whether words or a box say that this is the answer. */
  readonly anchored: boolean;
  /** Whether others of its rank and kind are written differently. */
  readonly hasRivals: () => boolean;
}

/** The rank of what stands anywhere. */
const anywhereRank = 300;

/** Which kinds of values are looked for. */
export interface ExtractionKinds {
  readonly latex: boolean;
  readonly plain: boolean;
  /** When boxes are tried: with the anchors "final answer is" (50), or before everything else (0). */
  readonly boxedPriority: number;
}

/**
 * The places that may hold the answer, best first: behind "final answer is … I hope" (0); behind "final answer is" and in
 * boxes (50); behind "answer:" (100); behind "answer" (200); anywhere (300). Within one of these, the one that ends last is
 * better, the longer one on a tie. Lists are made only when asked for.
 *
 * Source  specs/rewards.md 5.1; behaviour of Math-Verify 0.8.0
 */
export function* candidates(text: string, kinds: ExtractionKinds): Generator<RankedCandidate> {
  const search = searcher(text, kinds);
  const levels = new Map<number, (() => Candidate[])[]>();
  const addLevel = (priority: number, find: () => Candidate[]): void => {
    levels.set(priority, [...(levels.get(priority) ?? []), find]);
  };
  addLevel(0, search.hoped);
  addLevel(50, search.finalAnswer);
  addLevel(100, () => search.behindAnswer(true));
  addLevel(200, () => search.behindAnswer(false));
  addLevel(anywhereRank, search.anywhere);
  if (kinds.latex) addLevel(kinds.boxedPriority, search.boxed);
  for (const [rank, finds] of [...levels].sort(([a], [b]) => a - b)) {
    const found = finds.flatMap((find) => find());
    found.sort((a, b) => b.end - a.end || a.start - b.start);
    for (const candidate of found) {
      const hasRivals = (): boolean =>
        found.some((other) => other.kind === candidate.kind && written(other) !== written(candidate));
      yield { candidate, anchored: rank < anywhereRank, hasRivals };
    }
  }
}

/** What a candidate says, as written. */
function written(candidate: Candidate): string {
  switch (candidate.kind) {
    case 'number':
      return candidate.digits;
    case 'arithmetic':
      return candidate.text.trim();
    case 'latex':
      return candidate.pieces.map(({ content }) => content.trim()).join(' ');
    default:
      return candidate satisfies never;
  }
}

/** The last places of a word in a text, from left to right. */
function placesOf(lowered: string, word: string): number[] {
  const places: number[] = [];
  for (let at = lowered.indexOf(word); at !== -1; at = lowered.indexOf(word, at + 1)) places.push(at);
  return places.slice(-limits.anchors);
}

function searcher(text: string, kinds: ExtractionKinds) {
  const lowered = text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const latex = latexFinder(text);
  const arithmetic = arithmeticFinder(text);
  // The last run of blanks is remembered: many places ask for the end of the same one.
  let blanks = { from: 0, to: -1 };
  const skipSpace = (from: number): number => {
    if (from >= blanks.from && from <= blanks.to) return blanks.to;
    let at = from;
    while (at < text.length && isPythonSpace(text.charCodeAt(at))) at++;
    blanks = { from, to: at };
    return at;
  };
  const latexAfterSpace = (from: number): Candidate | null => {
    const at = skipSpace(from);
    const found = latexChainAt(text, at, latex.formulaAt);
    return found ?? (at > from ? latexChainAt(text, at - 1, latex.formulaAt) : null);
  };
  const isNewline = (at: number): boolean => text[at] === '\n';

  /** Tries each anchor from left to right; a match swallows the anchors inside it. */
  const fromAnchors = (
    places: readonly number[],
    match: (place: number) => Candidate | null,
  ): Candidate[] => {
    const found: Candidate[] = [];
    for (const place of places) {
      const swallowed = found.length > 0 && place < found.at(-1)!.end;
      const candidate = swallowed ? null : match(place);
      if (candidate !== null) found.push({ ...candidate, start: place });
    }
    return found;
  };

  /** "I hope" behind an optional full stop and blank. */
  const hopes: Follows = (end) => /^\.?\s?I hope/.test(text.slice(end, end + 8));

  const hoped = (): Candidate[] => {
    if (!text.includes('I hope')) return [];
    const places = placesOf(lowered, 'final answer is');
    const behind = (place: number): number => {
      const at = place + 'final answer is'.length;
      return text[at] === ':' ? at + 1 : at;
    };
    const latexMatches = fromAnchors(kinds.latex ? places : [], (place) => {
      const found = latexAfterSpace(behind(place));
      return found !== null && hopes(found.end) ? found : null;
    });
    const plainMatches = fromAnchors(kinds.plain ? places : [], (place) => {
      const from = behind(place);
      for (let at = skipSpace(from); at >= from && at >= skipSpace(from) - 1; at--) {
        const found = plainBehind(text, at, arithmetic, hopes);
        if (found !== null) return found;
      }
      return null;
    });
    return [...latexMatches, ...plainMatches];
  };

  /** Places behind `\s+is:?` within 100 characters of "final answer". */
  function* behindIs(place: number, acrossLines: boolean): Generator<number> {
    const from = place + 'final answer'.length;
    for (let at = from; at <= from + 100 && at < text.length; at++) {
      if (at > from && !acrossLines && isNewline(at - 1)) return;
      if (!isPythonSpace(text.charCodeAt(at))) continue;
      const is = skipSpace(at);
      if (!text.startsWith('is', is)) continue;
      yield text[is + 2] === ':' ? is + 3 : is + 2;
    }
  }

  const finalAnswer = (): Candidate[] => {
    const places = placesOf(lowered, 'final answer');
    const first = (place: number, acrossLines: boolean, match: (at: number) => Candidate | null) => {
      for (const at of behindIs(place, acrossLines)) {
        const found = match(at);
        if (found !== null) return found;
      }
      return null;
    };
    return [
      ...fromAnchors(kinds.latex ? places : [], (place) => first(place, true, latexAfterSpace)),
      ...fromAnchors(kinds.plain ? places : [], (place) =>
        first(place, false, (at) => plainBehind(text, at, arithmetic)),
      ),
    ];
  };

  const boxed = (): Candidate[] => {
    if (!text.includes('\\boxed{')) return [];
    const bare = bareBox(text);
    return [...latexChains(text, latex.boxedFormulaAt), ...(bare === null ? [] : [bare])];
  };

  /** Not followed by an equals sign. */
  const noEquals: Follows = (end) => text[skipSpace(end)] !== '=';

  /** Behind "answer": after the last equals sign within 100 characters, else within 50 characters; on one line. */
  const plainBehindAnswer = (from: number): Candidate | null => {
    let lineEnd = text.indexOf('\n', from);
    if (lineEnd === -1) lineEnd = text.length;
    for (let at = Math.min(from + 100, lineEnd - 1); at >= from; at--) {
      if (text[at] !== '=') continue;
      for (let start = skipSpace(at + 1); start > at; start--) {
        const found = plainBehind(text, start, arithmetic, noEquals);
        if (found !== null) return found;
        if (start < skipSpace(at + 1) - 2) break;
      }
    }
    for (let at = from; at <= Math.min(from + 50, lineEnd); at++) {
      const found = plainBehind(text, at, arithmetic, noEquals);
      if (found !== null) return found;
    }
    return null;
  };

  const behindAnswer = (withColon: boolean): Candidate[] => {
    const word = withColon ? 'answer:' : 'answer';
    const places = placesOf(lowered, word);
    const latexMatches = fromAnchors(kinds.latex ? places : [], (place) => {
      const from = place + word.length;
      for (let at = from; at <= from + 50 && at < text.length; at++) {
        const found = latexChainAt(text, at, latex.formulaAt);
        if (found !== null) return found;
      }
      return null;
    });
    const plainMatches = fromAnchors(kinds.plain ? places : [], (place) =>
      plainBehindAnswer(place + word.length),
    );
    return [...latexMatches, ...plainMatches];
  };

  const everyPlain = (match: (at: number) => Candidate | null): Candidate[] => {
    const found: Candidate[] = [];
    for (let at = 0; at < text.length; at++) {
      if (!mayHavePlainBehind(text, at)) continue;
      const candidate = match(at);
      if (candidate === null) continue;
      found.push(candidate);
      at = Math.max(candidate.end, at + 1) - 1;
    }
    return found;
  };

  const anywhere = (): Candidate[] => [
    ...(kinds.latex ? latexChains(text, latex.formulaAt) : []),
    ...(kinds.plain ? everyPlain((at) => arithmeticBehind(text, at, arithmetic)) : []),
    ...(kinds.plain ? everyPlain((at) => numberBehind(text, at)) : []),
  ];

  return { hoped, finalAnswer, boxed, behindAnswer, anywhere };
}
