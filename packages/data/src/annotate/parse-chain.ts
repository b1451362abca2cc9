import type { Expression } from './expression';
import { hasOperation, isNumeric } from './expression';
import type { MathToken } from './math-tokens';
import { stopWords, units } from './words';

/** Signs that stand between the sides of an equation or inequality. */
const relations = new Set(['=', '≈', '<', '>', '<=', '>=', '!=']);
const relationWords = new Set(['is', 'gives', 'makes']);
const operators = new Set(['+', '-', '*', '/', '^', 'sqrt']);
const functions = new Set(['sin', 'cos', 'tan', 'log', 'ln']);
const belongsOn = new Set(['of', 'than', 'per', 'in', 'half', 'twice']);
const inside = new Set(['of', 'the']);
const deepest = 12;
const mostTokens = 80;
const mostNameWords = 6;

/** One side of a chain, and where it stands in the line. */
export interface Side {
  readonly of: Expression;
  readonly start: number;
  readonly end: number;
}

/** Sides with relations between them: `a = b`, `a = b = c`, `x < 3`. */
export interface Chain {
  readonly sides: readonly Side[];
  /** One fewer than sides. */
  readonly relations: readonly string[];
}

/** Every chain of a line of tokens, from left to right. Half a formula is never taken for a whole one. */
export function findChains(tokens: readonly MathToken[]): Chain[] {
  const chains: Chain[] = [];
  for (let at = 0; at < tokens.length;) {
    const found = mayStart(tokens, at) ? chainAt(tokens, at) : null;
    if (found === null) {
      at += 1;
      continue;
    }
    chains.push(found.chain);
    at = found.next;
  }
  return chains;
}

/** A side on its own, as in "the probability is 1/4"; null when there is none or it is a part of something longer. */
export function sideAt(tokens: readonly MathToken[], at: number): Side | null {
  const parser = new ChainParser(tokens, at);
  const side = at < tokens.length ? parser.side(false) : null;
  return side === null || parser.isCutOff() ? null : side;
}

/** A chain cannot start behind a sign or inside brackets: what it belongs to could not be read. */
function mayStart(tokens: readonly MathToken[], at: number): boolean {
  const before = tokens[at - 1];
  const here = tokens[at]!;
  if (before === undefined) return true;
  if (before.kind === 'sign') return relations.has(before.means) && !/^[<>]/.test(before.means);
  if (belongsOn.has(before.text.toLowerCase())) return false; // slope of m = 2, 5 less than x = 3
  if (before.kind === 'open' || before.kind === 'command' || before.kind === 'number') return false;
  return !(before.end === here.start && before.kind !== 'break');
}

function chainAt(tokens: readonly MathToken[], from: number): { chain: Chain; next: number } | null {
  const parser = new ChainParser(tokens, from);
  const first = parser.side(true);
  if (first === null) return null;
  const sides = [first];
  const between: string[] = [];
  for (;;) {
    const relation = parser.relation(sides.at(-1)!.of);
    if (relation === null) break;
    const side = parser.side(false);
    if (side === null) return null; // the right side cannot be read: so neither can the equation
    sides.push(side);
    between.push(relation);
  }
  if (between.length === 0 || parser.isCutOff()) return null;
  return { chain: { sides, relations: between }, next: parser.at };
}

/** Recursive descent, bounded in depth and in tokens. */
class ChainParser {
  constructor(
    private readonly tokens: readonly MathToken[],
    public at: number,
    private readonly last = at + mostTokens,
  ) {}

  side(isFirst: boolean): Side | null {
    const from = this.at;
    const of = this.wordsAsName(isFirst) ?? this.sum(0);
    if (of === null) return null;
    return { of, start: this.tokens[from]!.start, end: this.tokens[this.at - 1]!.end };
  }

  relation(left: Expression): string | null {
    const token = this.peek();
    if (token?.kind === 'sign' && relations.has(token.means)) {
      this.at += 1;
      return token.means;
    }
    // "3 plus 4 is 7", but not "the radius is 5", which is a quantity
    const next = this.tokens[this.at + 1];
    if (token?.kind === 'word' && relationWords.has(token.text) && next?.kind === 'number') {
      if (isNumeric(left) && hasOperation(left)) {
        this.at += 1;
        return '=';
      }
    }
    return null;
  }

  /** Whether the formula goes on in a way that could not be read. */
  isCutOff(): boolean {
    const next = this.tokens[this.at]; // also beyond the limit of tokens
    if (next === undefined) return false;
    if (next.kind === 'sign') return true;
    const adjacent = this.tokens[this.at - 1]!.end === next.start;
    return (adjacent && ['open', 'word', 'number', 'other'].includes(next.kind)) || next.kind === 'command';
  }

  /** `Total cost =`, `angle B = angle C`: words that are a side as a whole. */
  private wordsAsName(isFirst: boolean): Expression | null {
    const words: string[] = [];
    let at = this.at;
    while (words.length <= mostNameWords && isPart(this.tokens[at], words.length > 0))
      words.push(this.tokens[at++]!.means);
    if (words.length < 2 || words.length > mostNameWords || inside.has(words.at(-1)!.toLowerCase()))
      return null;
    const next = this.tokens[at];
    const endsSide = next === undefined || next.kind === 'break' || isRelation(next);
    if (!(isFirst ? isRelation(next) : endsSide)) return null;
    this.at = at;
    return { kind: 'name', name: words.join(' ') };
  }

  private sum(depth: number): Expression | null {
    const terms: { sign: '+' | '-'; of: Expression }[] = [];
    for (;;) {
      const token = this.peek();
      const isSign = token?.kind === 'sign' && (token.means === '+' || token.means === '-');
      if (!isSign && terms.length > 0) break;
      if (isSign) this.at += 1;
      const of = this.product(depth);
      if (of === null) return null;
      if (terms.length === 0 && isSign && token.means === '-')
        terms.push({ sign: '+', of: { kind: 'negative', of } });
      else terms.push({ sign: isSign && token.means === '-' ? '-' : '+', of });
    }
    return terms.length === 1 ? terms[0]!.of : { kind: 'sum', terms };
  }

  private product(depth: number): Expression | null {
    const factors: { sign: '*' | '/'; of: Expression }[] = [];
    let sign: '*' | '/' = '*';
    for (;;) {
      const of = this.juxtaposed(depth);
      if (of === null) return null;
      factors.push({ sign, of });
      const token = this.peek();
      if (token?.kind !== 'sign' || (token.means !== '*' && token.means !== '/')) break;
      sign = token.means;
      this.at += 1;
    }
    const [over, under] = factors;
    if (factors.length === 2 && under!.sign === '/')
      return { kind: 'fraction', over: over!.of, under: under!.of };
    return factors.length === 1 ? over!.of : { kind: 'product', factors };
  }

  private juxtaposed(depth: number): Expression | null {
    const of: Expression[] = [];
    for (;;) {
      const factor = this.power(depth);
      if (factor === null) return null;
      of.push(factor);
      const next = this.peek();
      const before = this.tokens[this.at - 1]!;
      const adjacent = next !== undefined && (before.end === next.start || before.text.startsWith('\\'));
      const goesOn =
        next?.kind === 'open' || next?.kind === 'command' || isLetter(next) || next?.means === 'sqrt';
      if (!adjacent || !goesOn) break;
    }
    return of.length === 1 ? of[0]! : { kind: 'juxtaposed', of };
  }

  private power(depth: number): Expression | null {
    let base = this.atom(depth);
    if (base === null) return null;
    base = this.measured(base);
    const token = this.peek();
    if (token?.kind !== 'sign' || token.means !== '^') return base;
    this.at += 1;
    const exponent = this.peek()?.text === '{' ? this.bracketed(depth) : this.atom(depth);
    if (exponent === null) return null;
    if (base.kind === 'measured' && exponent.kind === 'number') {
      return { ...base, unit: `${base.unit}^${exponent.digits}` }; // cm^2
    }
    return this.measured({ kind: 'power', base, exponent });
  }

  private measured(of: Expression): Expression {
    const token = this.peek();
    if (token === undefined || (of.kind !== 'number' && of.kind !== 'power' && of.kind !== 'brackets'))
      return of;
    if (token.kind === 'sign' && (token.means === '%' || token.means === '°')) {
      this.at += 1;
      return { kind: 'measured', of, unit: token.means };
    }
    const blank = this.tokens[this.at - 1]!.end < token.start;
    const isUnit = token.kind === 'word' && units.has(token.text) && (blank || token.text.length > 1);
    if (!isUnit) return of;
    this.at += 1;
    return { kind: 'measured', of, unit: token.text };
  }

  private atom(depth: number): Expression | null {
    const token = this.peek();
    if (token === undefined || depth > deepest) return null;
    if (token.kind === 'number') {
      this.at += 1;
      return { kind: 'number', digits: token.means };
    }
    if (token.kind === 'open') {
      if (token.text === '{') return this.bracketed(depth);
      const of = this.bracketed(depth);
      return of === null ? null : { kind: 'brackets', of };
    }
    if (token.kind === 'command' || token.means === 'sqrt') return this.shaped(token, depth);
    const next = this.tokens[this.at + 1];
    const isVariable = token.text === 'a' && next?.kind !== 'word' && next?.kind !== 'number'; // not the article
    if (token.kind !== 'word' || !(isNameWord(token) || isVariable)) return null;
    const before = this.tokens[this.at - 1];
    const beside =
      next?.kind === 'sign' || before?.kind === 'sign' || next?.kind === 'close' || before?.kind === 'open';
    if (!isLetter(token) && !beside && !functions.has(token.means) && !/^\p{Lu}{1,4}$/u.test(token.text))
      return null;
    this.at += 1;
    if (functions.has(token.means)) {
      const of = this.power(depth + 1);
      return of === null ? null : { kind: 'juxtaposed', of: [{ kind: 'name', name: `${token.means} ` }, of] };
    }
    return { kind: 'name', name: token.means };
  }

  private shaped(token: MathToken, depth: number): Expression | null {
    this.at += 1;
    const isRoot = token.means === 'sqrt';
    const first = isRoot ? this.atom(depth + 1) : this.bracketed(depth);
    if (first === null) return null;
    if (isRoot) return { kind: 'root', of: first.kind === 'brackets' ? first.of : first };
    const under = this.bracketed(depth);
    return under === null ? null : { kind: 'fraction', over: first, under };
  }

  private bracketed(depth: number): Expression | null {
    const open = this.peek();
    if (open?.kind !== 'open') return null;
    this.at += 1;
    const of = this.sum(depth + 1);
    const close = this.peek();
    if (of === null || close?.kind !== 'close' || (open.text === '{') !== (close.text === '}')) return null;
    this.at += 1;
    return of;
  }

  private peek(): MathToken | undefined {
    return this.at < this.last ? this.tokens[this.at] : undefined;
  }
}

const isRelation = (token: MathToken | undefined): boolean =>
  token?.kind === 'sign' && relations.has(token.means);
const greek = new Set(['pi', 'theta', 'alpha', 'beta', 'gamma', 'phi', 'lambda', 'mu']);
const isLetter = (token: MathToken | undefined): boolean =>
  token?.kind === 'word' && (/^\p{L}(?:_|$)/u.test(token.means) || greek.has(token.means));
const isPart = (token: MathToken | undefined, isInside: boolean): boolean =>
  isNameWord(token) || (isInside && token?.kind === 'word' && inside.has(token.text.toLowerCase()));
const isNameWord = (token: MathToken | undefined): boolean =>
  token?.kind === 'word' &&
  !operators.has(token.means) &&
  (!stopWords.has(token.means.toLowerCase()) || /^[A-Z]$/.test(token.means));
