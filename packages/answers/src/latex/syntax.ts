/** Thrown and caught inside this package: a text is not a formula in the grammar at hand. */
export class NotAFormula extends Error {
  constructor() {
    super('not a formula');
    this.name = 'NotAFormula';
  }
}

/** One for all: parsers try alternatives by failing, and an error with a stack costs more than the parse. */
const failure = new NotAFormula();

/** Gives up a reading. The reason is for the reader of the code. */
export function notAFormula(_reason: string): never {
  throw failure;
}

/** In which of two ways LaTeX is read. */
export interface Syntax {
  /**
   * True reads as latex2sympy2_extended 1.10.2 does, oddities included; false as a careful person does: function arguments
   * stop at a product sign, `i` is the imaginary unit, `^\circ` means degrees, bars repeat decimals, digits have bases.
   */
  readonly faithful: boolean;
}

export const faithfulSyntax: Syntax = { faithful: true };
export const carefulSyntax: Syntax = { faithful: false };
