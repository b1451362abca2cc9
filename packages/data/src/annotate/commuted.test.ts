import { commuted } from './commuted';
import type { Expression } from './expression';

const n = (digits: number): Expression => ({ kind: 'number', digits: String(digits) });
const sum = (signs: string, ...of: number[]): Expression => ({
  kind: 'sum',
  terms: of.map((digits, i) => ({ sign: signs[i] as '+' | '-', of: n(digits) })),
});

it('gives every order of a sum once, the given one first', () => {
  expect(commuted(sum('++', 1, 2))).toEqual([sum('++', 1, 2), sum('++', 2, 1)]);
  expect(new Set(commuted(sum('+++', 1, 2, 3)).map((one) => JSON.stringify(one))).size).toBe(6);
});

it('leaves alone what has one order only, or too many', () => {
  expect(commuted(sum('+-', 1, 2))).toHaveLength(1);
  expect(commuted(sum('++++', 1, 2, 3, 4))).toHaveLength(1);
  expect(commuted({ kind: 'fraction', over: n(1), under: n(2) })).toHaveLength(1);
  expect(
    commuted({
      kind: 'product',
      factors: [
        { sign: '*', of: n(1) },
        { sign: '/', of: n(2) },
      ],
    }),
  ).toHaveLength(1);
});
