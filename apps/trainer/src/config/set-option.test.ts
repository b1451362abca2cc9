import { parseSetOption, withOverride } from './set-option';

it.each([
  ['a.b=3', ['a', 'b'], 3],
  ['name=try-2', ['name'], 'try-2'],
  ['name="3"', ['name'], '3'],
  ['data.digits=[2, 3]', ['data', 'digits'], [2, 3]],
  ['a=true', ['a'], true],
  ['a=x=y', ['a'], 'x=y'],
])('reads %s', (text, path, value) => {
  expect(parseSetOption(text)).toEqual({ path, value });
});

it.each(['a', '=3', 'a..b=1'])('rejects %s', (text) => {
  expect(() => parseSetOption(text)).toThrow(/--set.*Fix: write --set key=value/);
});

it('replaces a value inside tables and lists and leaves the original alone', () => {
  const document = { rewards: [{ weight: 1 }, { weight: 2 }] };
  const changed = withOverride(document, { path: ['rewards', '1', 'weight'], value: 5 });
  expect(changed).toEqual({ rewards: [{ weight: 1 }, { weight: 5 }] });
  expect(document.rewards[1]!.weight).toBe(2);
});

it('makes the tables it needs', () => {
  expect(withOverride({}, { path: ['a', 'b'], value: 1 })).toEqual({ a: { b: 1 } });
});

it('says so when a list is shorter', () => {
  expect(() => withOverride([], { path: ['0', 'weight'], value: 1 })).toThrow(/past the end/);
});

it('does not touch the prototype of objects', () => {
  withOverride({}, { path: ['__proto__', 'polluted'], value: true });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
