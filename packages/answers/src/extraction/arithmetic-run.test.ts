import { arithmeticFinder } from './arithmetic-run';

const longest = (text: string): string | null => {
  const match = arithmeticFinder(text).longest(0);
  return match && text.slice(match.start, match.end);
};

it.each([
  ['1/2', '1/2'],
  ['2 + 3 apples', '2 + 3'],
  ['-(3)*4.', '-(3)*4.'],
  ['(1/2) * (1/2),', '(1/2) * (1/2)'],
  ['3^4-1', '3^4-1'],
  ['12', null],
  ['x+1', null],
  ['1+', null],
  ['1/2x', null],
])('%s starts with %s', (text, expected) => expect(longest(text)).toBe(expected));

it('offers shorter readings for what must follow', () => {
  const texts = arithmeticFinder('2+3. I hope')
    .readings(0)
    .map(({ start, end }) => '2+3. I hope'.slice(start, end));
  expect(texts).toEqual(['2+3.', '2+3']);
});

it('is linear on a run of blanks and digits', () => {
  const text = '1 '.repeat(16_000);
  const finder = arithmeticFinder(text);
  const found = Array.from({ length: 16_000 }, (_, i) => finder.longest(2 * i)).filter(
    (match) => match !== null,
  );
  expect(found).toEqual([]);
});
