import { TooLarge, limits } from '../numbers/too-large';
import type { WorkBudget } from '../numbers/too-large';
import { notAFormula, NotAFormula } from './syntax';
import type { Syntax } from './syntax';
import type { Token } from './tokens';

/** A place in a row of tokens, with what all parse functions share, the budget among it. */
export interface Cursor extends WorkBudget {
  readonly syntax: Syntax;
  /** The token at `ahead` places from here; undefined past the end. */
  peek(ahead?: number): Token | undefined;
  /** Takes the next token. Throws NotAFormula at the end. */
  next(): Token;
  /** Whether the next token is this mark. */
  isMark(mark: string, ahead?: number): boolean;
  isWord(word: string): boolean;
  /** Takes the next token when it is one of these marks; gives it or null. */
  takeMark(...marks: readonly string[]): string | null;
  takeWord(word: string): boolean;
  /** Takes this mark. Throws NotAFormula when something else is next. */
  expectMark(mark: string): void;
  readonly atEnd: boolean;
  readonly place: number;
  /** The first result that does not throw NotAFormula; the place is as it was before each try. */
  firstOf<T>(...tries: readonly (() => T)[]): T;
  /** Whether a bar here closes an absolute value rather than opening one. */
  readonly closesBar: boolean;
  insideBars<T>(parse: () => T): T;
  /** Within brackets, bars open again. */
  outsideBars<T>(parse: () => T): T;
  /** Runs one level deeper. Throws TooLarge when formulas are nested too deeply. */
  nested<T>(parse: () => T): T;
}

/** Operations that a try counts for: failing by an exception costs more than taking a token. */
const tryCost = 3;

export function cursorOver(tokens: readonly Token[], syntax: Syntax, budget: WorkBudget): Cursor {
  let at = 0;
  let depth = 0;
  let closesBar = false;
  const withBars = <T>(closes: boolean, parse: () => T): T => {
    const before = closesBar;
    closesBar = closes;
    const result = parse();
    closesBar = before;
    return result;
  };
  const cursor: Cursor = {
    syntax,
    peek: (ahead = 0) => tokens[at + ahead],
    spend: (count) => budget.spend(count),
    giveUp: () => budget.giveUp(),
    get gaveUp() {
      return budget.gaveUp;
    },
    next() {
      budget.spend();
      const token = tokens[at];
      if (token === undefined) return notAFormula('the formula ends too early');
      at++;
      return token;
    },
    isMark(mark, ahead = 0) {
      const token = tokens[at + ahead];
      return token?.kind === 'mark' && token.mark === mark;
    },
    isWord(word) {
      const token = tokens[at];
      return token?.kind === 'word' && token.word === word;
    },
    takeMark(...marks) {
      const token = tokens[at];
      if (token?.kind !== 'mark' || !marks.includes(token.mark)) return null;
      at++;
      budget.spend();
      return token.mark;
    },
    takeWord(word) {
      if (!cursor.isWord(word)) return false;
      at++;
      return true;
    },
    expectMark(mark) {
      if (cursor.takeMark(mark) === null) return notAFormula(`expected ${mark}`);
    },
    get atEnd() {
      return at >= tokens.length;
    },
    get place() {
      return at;
    },
    firstOf(...tries) {
      const [start, startDepth, startBars] = [at, depth, closesBar];
      let failure: unknown;
      for (const attempt of tries) {
        [at, depth, closesBar] = [start, startDepth, startBars];
        budget.spend(tryCost);
        try {
          return attempt();
        } catch (error) {
          if (!(error instanceof NotAFormula)) throw error;
          failure = error;
        }
      }
      throw failure;
    },
    get closesBar() {
      return closesBar;
    },
    insideBars: (parse) => withBars(true, parse),
    outsideBars: (parse) => withBars(false, parse),
    nested(parse) {
      if (++depth > limits.depth) throw new TooLarge('nesting');
      const result = parse();
      depth--;
      return result;
    },
  };
  return cursor;
}
