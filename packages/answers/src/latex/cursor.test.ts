import { TooLarge, limits, workBudget } from '../numbers/too-large';
import { cursorOver } from './cursor';
import { NotAFormula, faithfulSyntax, notAFormula } from './syntax';
import { tokenize } from './tokens';

const cursor = (source: string) => cursorOver(tokenize(source, faithfulSyntax), faithfulSyntax, workBudget());

it('takes what is there and refuses what is not', () => {
  const at = cursor('1 + x');
  expect(at.takeMark('+')).toBeNull();
  expect(at.next()).toMatchObject({ kind: 'number' });
  expect(at.takeMark('-', '+')).toBe('+');
  expect(() => at.expectMark(')')).toThrow(NotAFormula);
  at.next();
  expect(at.atEnd).toBe(true);
  expect(() => at.next()).toThrow(NotAFormula);
});

it('goes back before each alternative', () => {
  const at = cursor('1 2');
  const places: number[] = [];
  at.firstOf(
    () => {
      at.next();
      return notAFormula('a test');
    },
    () => places.push(at.place),
  );
  expect(places).toEqual([0]);
});

it('knows inside which bars it is', () => {
  const at = cursor('1');
  expect(at.insideBars(() => [at.closesBar, at.outsideBars(() => at.closesBar), at.closesBar])).toEqual([
    true,
    false,
    true,
  ]);
});

it('refuses to go too deep', () => {
  const at = cursor('1');
  const dive = (): unknown => at.nested(dive);
  expect(dive).toThrow(TooLarge);
  expect(limits.depth).toBe(100);
});
