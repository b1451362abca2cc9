import { headerLength, MAX_HEADER_BYTES, parseHeader } from './safetensors-header';

const entry = (dtype: string, shape: unknown, offsets: unknown): object => ({
  dtype,
  shape,
  data_offsets: offsets,
});
const parse = (header: object, dataBytes: number): unknown =>
  parseHeader(JSON.stringify(header), dataBytes, 'x.st');
const length = (bytes: bigint): Uint8Array => {
  const first = new Uint8Array(8);
  new DataView(first.buffer).setBigUint64(0, bytes, true);
  return first;
};

it('reads names, types, shapes and offsets, scalars and empty tensors included', () => {
  const header = {
    __metadata__: { format: 'pt' },
    b: entry('F32', [2, 3], [4, 28]),
    a: entry('I32', [], [0, 4]),
    none: entry('F32', [0, 5], [28, 28]),
  };
  expect(parse(header, 28)).toEqual({
    metadata: { format: 'pt' },
    entries: [
      { name: 'b', type: 'F32', shape: [2, 3], start: 4, end: 28 },
      { name: 'a', type: 'I32', shape: [], start: 0, end: 4 },
      { name: 'none', type: 'F32', shape: [0, 5], start: 28, end: 28 },
    ],
  });
});

it.each([
  ['a file of a few bytes', () => headerLength(length(1n).subarray(0, 3), 3, 'x.st'), 'has 3 byte(s)'],
  [
    'a header longer than the file',
    () => headerLength(length(100n), 50, 'x.st'),
    'header of 100 bytes, but has 50',
  ],
  [
    'a header of 100 MB and more',
    () => headerLength(length(BigInt(MAX_HEADER_BYTES) + 1n), 1e12, 'x.st'),
    'format allows',
  ],
  [
    'a length beyond all numbers',
    () => headerLength(length(2n ** 64n - 1n), 1e12, 'x.st'),
    '18446744073709551615',
  ],
])('refuses %s', (_name, act, message) => {
  expect(act).toThrow(message);
});

it.each([
  ['text that is not JSON', '{"a":', 'not JSON'],
  ['a list', '[]', 'no JSON object'],
  [
    'a tensor listed twice',
    '{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\\u0061":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}',
    '"a" twice',
  ],
  ['an unknown element type', JSON.stringify({ a: entry('F8', [2], [0, 2]) }), 'unknown element type "F8"'],
  [
    'an inherited name as element type',
    JSON.stringify({ a: entry('constructor', [2], [0, 2]) }),
    'unknown element type',
  ],
  ['a null entry', '{"a":null}', 'unknown element type'],
  ['a negative dimension', JSON.stringify({ a: entry('U8', [-2], [0, 2]) }), 'no list of counts'],
  ['a fractional dimension', JSON.stringify({ a: entry('U8', [0.5], [0, 2]) }), 'no list of counts'],
  ['three offsets', JSON.stringify({ a: entry('U8', [2], [0, 1, 2]) }), 'no pair of counts'],
  ['an end before the start', JSON.stringify({ a: entry('U8', [2], [2, 0]) }), 'before its start'],
  ['an offset out of range', JSON.stringify({ a: entry('U8', [3], [0, 3]) }), 'cut short'],
  ['a shape that does not match the bytes', JSON.stringify({ a: entry('F32', [2], [0, 2]) }), 'takes 8'],
  [
    'a shape whose product is astronomic',
    JSON.stringify({ a: entry('F32', [1e15, 1e15], [0, 2]) }),
    'takes 4e+30',
  ],
  [
    'overlapping tensors',
    JSON.stringify({ a: entry('U8', [2], [0, 2]), b: entry('U8', [1], [1, 2]) }),
    'lets "b" overlap "a"',
  ],
  ['a hole', JSON.stringify({ a: entry('U8', [1], [1, 2]) }), 'hole of 1 bytes before "a"'],
  ['bytes at the end', JSON.stringify({ a: entry('U8', [1], [0, 1]) }), '1 bytes that belong to no tensor'],
  [
    'metadata that is no text',
    '{"__metadata__":{"a":1},"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}',
    'metadata',
  ],
])('refuses %s, naming the file', (_name, text, message) => {
  expect(() => parseHeader(text, 2, 'x.st')).toThrow(message);
  expect(() => parseHeader(text, 2, 'x.st')).toThrow('x.st');
});

it('takes a tensor named like an object key for what it is', () => {
  const text = '{"__proto__":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}';
  expect(parseHeader(text, 2, 'x.st').entries.map(({ name }) => name)).toEqual(['__proto__']);
});
