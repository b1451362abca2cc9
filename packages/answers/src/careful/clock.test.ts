import { clockOf, sameClock } from './clock';

const same = (a: string, b: string): boolean => sameClock(clockOf(a)!, clockOf(b)!);

it('reads times and ratios, and nothing else', () => {
  expect(clockOf('10:45')).toEqual({ parts: [10n, 45n], isTime: true, half: null });
  expect(clockOf('3:30 p.m.')).toEqual({ parts: [3n, 30n], isTime: true, half: 'pm' });
  expect(clockOf('2 : 3 : 5')).toEqual({ parts: [2n, 3n, 5n], isTime: false, half: null });
  expect(['10', '10:', 'a:b', '1:2:3:4:5', '10.45'].map(clockOf)).toEqual([null, null, null, null, null]);
});

it.each([
  ['10:45', '10:45 am', true],
  ['10:45 am', '10:45 pm', false],
  ['10:45', '10:40', false],
  ['2:3', '4:6', true],
  ['2:3:5', '4:6:10', true],
  ['2:3', '3:2', false],
  ['0:0', '0:0', true],
  ['2:3', '2:3:0', false],
])('%s and %s: %s', (a, b, verdict) => {
  expect([same(a, b), same(b, a)]).toEqual([verdict, verdict]);
});
