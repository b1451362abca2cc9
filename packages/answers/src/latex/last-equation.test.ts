import { lastEquationSide } from './last-equation';

it('gives the last side of a chain, and nothing for one equation or a list', () => {
  expect(lastEquationSide('1=x=0')).toBe('0');
  expect(lastEquationSide('x=0')).toBeNull();
  expect(lastEquationSide('a=1,b=2=c')).toBeNull();
  expect(lastEquationSide('a<=b<=c')).toBeNull();
});
