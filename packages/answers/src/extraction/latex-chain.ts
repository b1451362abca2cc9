import { isPythonSpace } from '../text/python-white-space';
import type { Candidate } from './candidate';
import type { LatexMatch } from './latex-environment';

/** At most this many formulas joined by "and", "or" or a comma make one set. */
const maxJoined = 6;

const joiner = /(?:,?and|,?or|,)/y;

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isPythonSpace(text.charCodeAt(at))) at++;
  return at;
}

/** A formula at `at`, or at the blank before it, where a bracket needs one. */
function formulaBehind(
  text: string,
  from: number,
  formulaAt: (at: number) => LatexMatch | null,
): LatexMatch | null {
  const at = skipSpace(text, from);
  return formulaAt(at) ?? (at > from ? formulaAt(at - 1) : null);
}

/** The formulas from `at` on that are joined to one candidate; null when there is none at `at`. */
export function latexChainAt(
  text: string,
  at: number,
  formulaAt: (at: number) => LatexMatch | null,
): Candidate | null {
  const first = formulaAt(at);
  if (first === null) return null;
  const pieces = [first.piece];
  let end = first.end;
  while (pieces.length < maxJoined) {
    joiner.lastIndex = skipSpace(text, end);
    const word = joiner.exec(text)?.[0];
    if (word === undefined) break;
    const next = formulaBehind(text, joiner.lastIndex, formulaAt);
    if (next === null) break;
    pieces.push(next.piece);
    end = next.end;
  }
  return { kind: 'latex', start: at, end, pieces, value: first.value };
}

/** All candidates of a text from left to right, none overlapping. */
export function* latexChains(
  text: string,
  formulaAt: (at: number) => LatexMatch | null,
): Generator<Candidate> {
  for (let at = 0; at < text.length;) {
    const char = text[at]!;
    const mayOpen = char === '$' || char === '\\' || char === '-' || (text[at + 1] === '[' && char !== '[');
    const found = mayOpen ? latexChainAt(text, at, formulaAt) : null;
    if (found === null) at++;
    else {
      yield found;
      at = Math.max(found.end, at + 1);
    }
  }
}

/** From the first `\boxed{` to the last brace of the text; null when there is none. */
export function bareBox(text: string): Candidate | null {
  const start = text.indexOf('\\boxed{');
  const close = text.lastIndexOf('}');
  if (start === -1 || close <= start + '\\boxed{'.length) return null;
  const content = text.slice(start, close + 1);
  const pieces = [{ content, percent: false, bareBox: true }];
  return { kind: 'latex', start, end: close + 1, pieces, value: [start, close + 1] };
}
