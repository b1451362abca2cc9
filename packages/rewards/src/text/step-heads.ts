import { decimalDigitValue } from './decimal-digits';

/** A match of `### Step `, digits, `:`, anywhere in a text. */
export interface StepHead {
  /** UTF-16 index of the first `#`. */
  readonly start: number;
  /** UTF-16 index after the colon. */
  readonly end: number;
  /** The number as ASCII digits, leading zeros kept. */
  readonly digits: string;
}

const opening = '### Step ';

/** The next step head at or after `from`; null when there is none. `digits: 'ascii'` takes 0 to 9 only. */
export function nextStepHead(text: string, from: number, digits: 'unicode' | 'ascii'): StepHead | null {
  for (let start = text.indexOf(opening, from); start !== -1; start = text.indexOf(opening, start + 1)) {
    const numberStart = start + opening.length;
    let at = numberStart;
    let isAscii = true;
    for (;;) {
      const codePoint = text.codePointAt(at);
      if (codePoint === undefined || decimalDigitValue(codePoint) === -1) break;
      if (codePoint > 0x7f) isAscii = false;
      at += codePoint > 0xffff ? 2 : 1;
    }
    if (at > numberStart && text[at] === ':' && (isAscii || digits === 'unicode')) {
      const written = text.slice(numberStart, at);
      return { start, end: at + 1, digits: isAscii ? written : toAsciiDigits(written) };
    }
  }
  return null;
}

/** Every step head, in order. Linear in the length of the text. */
export function stepHeads(text: string, digits: 'unicode' | 'ascii'): StepHead[] {
  const heads: StepHead[] = [];
  for (let head = nextStepHead(text, 0, digits); head !== null; head = nextStepHead(text, head.end, digits)) {
    heads.push(head);
  }
  return heads;
}

/** Whether the heads are numbered 1, 2, …, n. Compared as digits, so that no number is too large. */
export function isNumberedFromOne(heads: readonly StepHead[]): boolean {
  return heads.every((head, i) => head.digits.replace(/^0+(?=\d)/, '') === String(i + 1));
}

function toAsciiDigits(written: string): string {
  let digits = '';
  for (const digit of written) digits += String(decimalDigitValue(digit.codePointAt(0)!));
  return digits;
}
