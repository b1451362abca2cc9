import { passCost } from './exact-cost';
import type { Expression } from './expression';
import type { WorkBudget } from './too-large';

/**
 * A text that two formulas share when they differ only in the order of terms and factors, and in how numbers are written.
 * Bound variables keep their names.
 */
export function canonicalForm(a: Expression, budget: WorkBudget): string {
  budget.spend();
  const form = (part: Expression): string => canonicalForm(part, budget);
  switch (a.kind) {
    case 'number':
      budget.spend(5 * passCost(a.value));
      return `${a.value.numerator}/${a.value.denominator}`;
    case 'constant':
      return `\\${a.name}`;
    case 'symbol':
      return a.name;
    case 'sum':
      return `(+ ${a.terms.map(form).sort().join(' ')})`;
    case 'product':
      return `(* ${a.factors.map(form).sort().join(' ')})`;
    case 'power':
      return `(^ ${form(a.base)} ${form(a.exponent)})`;
    case 'percent':
      return `(% ${form(a.of)})`;
    case 'call':
      return `(\\${a.name} ${a.args.map(form).join(' ')})`;
    case 'apply':
      return `(${a.name}: ${a.args.map(form).join(' ')})`;
    case 'series':
      return `(\\series-${a.operation} ${a.variable} ${form(a.from)} ${form(a.to)} ${form(a.body)})`;
    case 'integral': {
      const bounds = [a.from, a.to].map((bound) => (bound === null ? '?' : form(bound)));
      return `(\\integral ${a.variable} ${bounds.join(' ')} ${form(a.body)})`;
    }
    case 'limit':
      return `(\\limit ${a.variable} ${form(a.at)} ${form(a.body)})`;
    case 'derivative':
      return `(\\derivative ${a.variable} ${form(a.body)})`;
    case 'matrix':
      return `[${a.rows.map((row) => row.map(form).join(' ')).join('; ')}]`;
    default:
      return a satisfies never;
  }
}
