import { isPythonSpace, pythonStrip, pythonStripSpan, skipPythonSpace } from './python-white-space';

// CPython: [c for c in range(0x10000) if chr(c).isspace()]
const spaces = [
  9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200,
  8201, 8202, 8232, 8233, 8239, 8287, 12288,
];

it('is the list of CPython, and nothing else of the basic plane', () => {
  const found = Array.from({ length: 0x10000 }, (_, unit) => unit).filter(isPythonSpace);
  expect(found).toEqual(spaces);
});

it('strips both ends, but no byte order mark', () => {
  expect(pythonStrip('\u001f\u0085 a b\u00a0\n')).toBe('a b');
  expect(pythonStrip('\ufeffa')).toBe('\ufeffa');
  expect(pythonStripSpan(' \n ')).toEqual([3, 3]);
  expect(skipPythonSpace('  x', 0)).toBe(2);
});
