import { jsonInText } from './json-in-text';

it.each([
  ['{"a": 1}', { a: 1 }],
  ['```json\n{"a": [1, {"b": "}"}]}\n```', { a: [1, { b: '}' }] }],
  ['Here you are: {"a": "\\"}"} and {"c": 2}', { a: '"}' }],
  ['The set {1, 2} is meant. {"a": 1}', { a: 1 }],
  ['', undefined],
  ['{"a": 1', undefined],
  ['[1, 2]', undefined],
  ['{'.repeat(50), undefined],
])('finds the object in %p', (text, value) => {
  expect(jsonInText(text)).toEqual(value);
});

it('is quick on a megabyte of braces', () => {
  const started = performance.now();
  jsonInText('{'.repeat(1_000_000));
  jsonInText('{"'.repeat(500_000));
  jsonInText('{}x{'.repeat(250_000));
  expect(performance.now() - started).toBeLessThan(2000);
});
