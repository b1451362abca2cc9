import { pythonItems, pythonTypeName } from './python-values';

// type(json.loads(x)).__name__ and list(json.loads(x)) of CPython
it.each<[unknown, string, readonly unknown[] | null]>([
  ['a\u{1f680}', 'str', ['a', '\u{1f680}']],
  [1, 'int', null],
  [1.5, 'float', null],
  [true, 'bool', null],
  [null, 'NoneType', null],
  [[1, 2], 'list', [1, 2]],
  [{ b: 1, a: 2 }, 'dict', ['b', 'a']],
])('%j is a %s', (value, name, items) => {
  expect(pythonTypeName(value)).toBe(name);
  expect(pythonItems(value)).toEqual(items);
});
