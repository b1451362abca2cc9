/** A formula as written: brackets and order are kept, so that writing it down again changes the notation and nothing else. */
export type Expression =
  | { readonly kind: 'number'; readonly digits: string }
  /** A variable, a constant or a name of a few words. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'sum'; readonly terms: readonly { readonly sign: '+' | '-'; readonly of: Expression }[] }
  | {
      readonly kind: 'product';
      readonly factors: readonly { readonly sign: '*' | '/'; readonly of: Expression }[];
    }
  | { readonly kind: 'fraction'; readonly over: Expression; readonly under: Expression }
  /** Factors without a sign between them: 2x. */
  | { readonly kind: 'juxtaposed'; readonly of: readonly Expression[] }
  | { readonly kind: 'power'; readonly base: Expression; readonly exponent: Expression }
  | { readonly kind: 'root'; readonly of: Expression }
  | { readonly kind: 'brackets'; readonly of: Expression }
  | { readonly kind: 'negative'; readonly of: Expression }
  /** Percent, degree or a unit of measurement, as written after the number. */
  | { readonly kind: 'measured'; readonly of: Expression; readonly unit: string };

/** The parts of an expression. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'name':
      return [];
    case 'sum':
      return expression.terms.map(({ of }) => of);
    case 'product':
      return expression.factors.map(({ of }) => of);
    case 'fraction':
      return [expression.over, expression.under];
    case 'juxtaposed':
      return expression.of;
    case 'power':
      return [expression.base, expression.exponent];
    case 'root':
    case 'brackets':
    case 'negative':
    case 'measured':
      return [expression.of];
    default:
      return expression satisfies never;
  }
}

/** Whether some part of an expression, or all of it, is as `test` wants. */
export function someInside(expression: Expression, test: (part: Expression) => boolean): boolean {
  return test(expression) || partsOf(expression).some((part) => someInside(part, test));
}

/** Whether an expression has nothing but numbers in it. */
export const isNumeric = (expression: Expression): boolean =>
  !someInside(expression, ({ kind }) => kind === 'name');

/** Whether there is something to work out: a sum, a product, a fraction, a power or a root. */
export const hasOperation = (expression: Expression): boolean =>
  someInside(expression, ({ kind }) =>
    ['sum', 'product', 'fraction', 'power', 'root', 'juxtaposed'].includes(kind),
  );
