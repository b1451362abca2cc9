/** A heading of the response format, at the start of a line. */
export interface SoftHeading {
  readonly kind: 'description' | 'rationales' | 'step' | 'answer';
  /** The number of a step, as digits without leading zeros; empty for other kinds. */
  readonly digits: string;
  /** UTF-16 index of the line's start. */
  readonly start: number;
  /** UTF-16 index behind the colon and the bold mark. */
  readonly end: number;
}

/** Two to six `#`, optional bold marks, any case, a colon inside or outside the bold. */
const heading =
  /^(?:\*\*|__)?#{2,6}[ \t]{0,4}(?:\*\*|__)?[ \t]{0,2}(?:(image description)|(rationales)|step[ \t]{1,4}(\d{1,4400})|(the final answer is))[ \t]{0,2}(?:\*\*|__)?[ \t]{0,2}:[ \t]{0,2}(?:\*\*|__)?/i;

const longestHeading = 4500;

/**
 * The headings of a response, read kindly: two to six `#` at the very start of a line, bold or not, in any case.
 *
 * Source  specs/rewards.md 7
 */
export function softHeadings(text: string): readonly SoftHeading[] {
  if (text !== latest.text) latest = { text, headings: findHeadings(text) };
  return latest.headings;
}

/** Answer, key steps and structure of a response ask one after the other. */
let latest: { readonly text: string; readonly headings: readonly SoftHeading[] } = { text: '', headings: [] };

function findHeadings(text: string): SoftHeading[] {
  const found: SoftHeading[] = [];
  for (let start = 0; start < text.length;) {
    const first = text[start];
    const match =
      first === '#' || first === '*' || first === '_'
        ? heading.exec(text.slice(start, start + longestHeading))
        : null;
    if (match !== null) {
      const [whole, description, rationales, digits] = match;
      const kind =
        description !== undefined
          ? 'description'
          : rationales !== undefined
            ? 'rationales'
            : digits !== undefined
              ? 'step'
              : 'answer';
      const number = digits?.replace(/^0+(?=\d)/, '') ?? '';
      found.push({ kind, digits: number, start, end: start + whole.length });
    }
    const newline = text.indexOf('\n', start);
    if (newline === -1) break;
    start = newline + 1;
  }
  return found;
}

/** The last answer heading; undefined when there is none. */
export const lastAnswerHeading = (headings: readonly SoftHeading[]): SoftHeading | undefined =>
  headings.findLast(({ kind }) => kind === 'answer');
