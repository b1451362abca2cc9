import fc from 'fast-check';
import { evaluate } from './evaluate';
import { mathTokens } from './math-tokens';
import { findChains } from './parse-chain';
import { relationAlternatives } from './relation-alternatives';

const n = (value: number) => ({ kind: 'number', digits: String(value) }) as const;

it('says nothing that is not true: both sides of every alternative have the values of the equation', () => {
  const small = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(small, small, fc.constantFrom('+', '-', '*', '/'), (a, b, sign) => {
      const value = { '+': a + b, '-': a - b, '*': a * b, '/': a / b }[sign];
      if (value < 0 || String(value).length > 8) return;
      const left =
        sign === '/'
          ? ({ kind: 'fraction', over: n(a), under: n(b) } as const)
          : sign === '*'
            ? ({
                kind: 'product',
                factors: [
                  { sign, of: n(a) },
                  { sign, of: n(b) },
                ],
              } as const)
            : ({
                kind: 'sum',
                terms: [
                  { sign: '+', of: n(a) },
                  { sign, of: n(b) },
                ],
              } as const);
      const alternatives = relationAlternatives({ left, relation: '=', right: n(value) });
      expect(alternatives.length).toBeGreaterThanOrEqual(4);
      for (const text of alternatives) {
        const [chain, ...others] = findChains(mathTokens(text));
        expect([text, others.length, chain?.sides.length]).toEqual([text, 0, 2]);
        const [x, y] = chain!.sides.map((side) => evaluate(side.of)!);
        expect([text, Math.abs(x! - y!) < 1e-9, Math.abs(x! - value) < 1e-9]).toEqual([text, true, true]);
      }
    }),
  );
});

it('turns the sign with the sides', () => {
  const x = { kind: 'name', name: 'x' } as const;
  const texts = relationAlternatives({ left: x, relation: '>=', right: n(2) });
  expect(texts).toEqual(expect.arrayContaining(['x ≥ 2', '2 ≤ x', 'x \\ge 2', 'x is at least 2']));
  expect(texts).not.toContain('2 ≥ x');
});
