import type { Complex, ComplexField } from './complex';
import { passCost } from './exact-cost';
import type { Expression } from './expression';
import { evaluateCall } from './evaluate-call';
import { NoValue } from './no-value';
import { TooLarge, limits } from './too-large';
import type { WorkBudget } from './too-large';
import { unknownFunctionValue } from './sample-points';
import { rational } from './rational';

/** Values of symbols. */
export type Bindings<Real> = ReadonlyMap<string, Complex<Real>>;

/** What an evaluation needs. */
export interface Evaluation<Real> {
  readonly complex: ComplexField<Real>;
  readonly bindings: Bindings<Real>;
  readonly budget: WorkBudget;
}

/**
 * The value of a formula at given values of its symbols.
 *
 * Throws  NoValue where there is none; TooLarge when the budget is spent
 */
export function evaluate<Real>(a: Expression, to: Evaluation<Real>): Complex<Real> {
  to.budget.spend(to.complex.field.cost);
  const value = evaluateNode(a, to);
  if (!to.complex.isFinite(value)) throw new NoValue('not finite');
  return value;
}

function evaluateNode<Real>(a: Expression, to: Evaluation<Real>): Complex<Real> {
  const { complex } = to;
  const { field } = complex;
  switch (a.kind) {
    case 'number':
      to.budget.spend(2 * passCost(a.value));
      return complex.real(field.fromRational(a.value));
    case 'constant':
      return constantValue(a.name, complex);
    case 'symbol': {
      const bound = to.bindings.get(a.name);
      if (bound === undefined) throw new NoValue(`no value for ${a.name}`);
      return bound;
    }
    case 'sum':
      return a.terms.map((term) => evaluate(term, to)).reduce(complex.add);
    case 'product':
      return a.factors.map((factor) => evaluate(factor, to)).reduce(complex.multiply);
    case 'power':
      return evaluatePower(a, to);
    case 'percent':
      return complex.divide(evaluate(a.of, to), complex.real(field.fromNumber(100)));
    case 'call':
      return evaluateCall(
        a.name,
        a.args.map((arg) => evaluate(arg, to)),
        to,
      );
    case 'apply': {
      const args = a.args.map((arg) => evaluate(arg, to));
      const numbers = args.flatMap(({ re, im }) => [field.toNumber(re), field.toNumber(im)]);
      return complex.real(field.fromNumber(unknownFunctionValue(a.name, numbers)));
    }
    case 'series':
      return evaluateSeries(a, to);
    case 'integral':
    case 'limit':
    case 'derivative':
    case 'matrix':
      throw new NoValue(`a ${a.kind} is not evaluated numerically`);
    default:
      return a satisfies never;
  }
}

function evaluatePower<Real>(a: Extract<Expression, { kind: 'power' }>, to: Evaluation<Real>): Complex<Real> {
  const [base, exponent] = [evaluate(a.base, to), evaluate(a.exponent, to)];
  const isWhole = Number.isInteger(to.complex.field.toNumber(exponent.re)) && to.complex.isReal(exponent);
  if (!isWhole) to.budget.spend(2 * to.complex.field.functionCost);
  return to.complex.power(base, exponent);
}

function constantValue<Real>(
  name: 'pi' | 'e' | 'i' | 'infinity',
  { field, real }: ComplexField<Real>,
): Complex<Real> {
  switch (name) {
    case 'pi':
      return real(field.pi);
    case 'e':
      return real(field.exp(field.one));
    case 'i':
      return { re: field.zero, im: field.one };
    case 'infinity':
      throw new NoValue('infinite');
    default:
      return name satisfies never;
  }
}

function evaluateSeries<Real>(
  a: Extract<Expression, { kind: 'series' }>,
  to: Evaluation<Real>,
): Complex<Real> {
  const { complex } = to;
  const bound = (limit: Expression): number => {
    const value = evaluate(limit, to);
    const number = complex.field.toNumber(value.re);
    if (!complex.isReal(value) || !Number.isSafeInteger(number)) throw new NoValue('a bound is not whole');
    return number;
  };
  const [first, last] = [bound(a.from), bound(a.to)];
  if (last - first > limits.terms) throw new TooLarge('a sum');
  const isSum = a.operation === 'sum';
  let total = complex.real(isSum ? complex.field.zero : complex.field.one);
  for (let n = first; n <= last; n++) {
    const bindings = new Map(to.bindings).set(
      a.variable,
      complex.real(complex.field.fromRational(rational(n))),
    );
    const term = evaluate(a.body, { ...to, bindings });
    total = isSum ? complex.add(total, term) : complex.multiply(total, term);
  }
  return total;
}
