import { rational } from '../numbers/rational';
import { combineUnits, noUnit, unitNamed } from './unit-table';

// Exact by definition: the international yard and pound of 1959, the US gallon of 231 cubic inches.
it.each<[string, number, number]>([
  ['inch', 254, 10_000],
  ['mile', 1_609_344, 1000],
  ['lb', 45_359_237, 100_000_000],
  ['hour', 3600, 1],
  ['week', 7 * 24 * 3600, 1],
])('one %s is %s/%s base units', (name, top, bottom) => {
  expect(unitNamed(name)!.factor).toEqual(rational(top, bottom));
});

it('agrees with itself: 12 inches, 3 feet, 16 ounces, 231 cubic inches', () => {
  const factor = (name: string): number => {
    const { numerator, denominator } = unitNamed(name)!.factor;
    return Number(numerator) / Number(denominator);
  };
  expect(factor('ft') / factor('in')).toBeCloseTo(12, 12);
  expect(factor('yd') / factor('ft')).toBeCloseTo(3, 12);
  expect(factor('lb') / factor('oz')).toBeCloseTo(16, 12);
  expect(factor('gallon') / factor('inch') ** 3).toBeCloseTo(231, 9);
  expect(factor('mph')).toBeCloseTo(factor('mile') / factor('hour'), 12);
});

it('finds names as written, else in lower case', () => {
  expect(unitNamed('CM')).toBe(unitNamed('cm'));
  expect(unitNamed('furlong')).toBeNull();
});

it('adds dimensions and multiplies factors', () => {
  const [metre, second] = [unitNamed('m')!, unitNamed('s')!];
  const speed = combineUnits(combineUnits(noUnit, metre, 1), second, -1);
  expect(speed.dimension).toEqual({ length: 1, time: -1 });
  expect(combineUnits(speed, second, 1).dimension).toEqual({ length: 1 });
  expect(combineUnits(noUnit, unitNamed('cm')!, 2).factor).toEqual(rational(1, 10_000));
});
