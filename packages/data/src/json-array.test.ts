import fc from 'fast-check';
import { splitArray } from './json-array';

async function* inPieces(bytes: Buffer, lengths: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const length of lengths) yield bytes.subarray(at, (at += length));
  yield bytes.subarray(at);
}

async function elementsOf(text: string, lengths: readonly number[] = [], maxRecordBytes = 10_000) {
  const elements: [string, string][] = [];
  const chunks = inPieces(Buffer.from(text), lengths);
  for await (const { place, bytes } of splitArray(chunks, { path: 'f', maxRecordBytes })) {
    elements.push([place, Buffer.from(bytes).toString()]);
  }
  return elements;
}

it('gives what JSON.parse gives for the whole, however it is spaced and wherever the stream is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue()),
      fc.constantFrom(undefined, 2, '\t'),
      fc.array(fc.nat(7)),
      async (values, indent, lengths) => {
        const text = ` \r\n${JSON.stringify(values, null, indent)}\n`;
        const elements = await elementsOf(text, lengths);
        expect(elements.map(([, element]) => JSON.parse(element) as unknown)).toEqual(JSON.parse(text));
        expect(elements.map(([place]) => place)).toEqual(values.map((_, i) => `f:[${i}]`));
      },
    ),
  );
});

it('is not misled by brackets, commas and escaped quotes in strings', async () => {
  const values = [{ a: '],[{"\\' }, '\\"]', ['}', ',']];
  expect((await elementsOf(JSON.stringify(values))).map(([, e]) => JSON.parse(e) as unknown)).toEqual(values);
});

it.each([
  ['[{},]', 'f:[1]: the element is empty'],
  ['[,{}]', 'f:[0]: the element is empty'],
  ['[{},,{}]', 'f:[1]: the element is empty'],
  ['[{}, {"a": ', 'f:[1]: the file ends inside the array'],
  ['[{}, "a', 'f:[1]: the file ends inside the array'],
  ['[{}] {}', 'f: something follows the closing bracket'],
  ['{}', 'f: the file does not start with "["'],
  ['[{}, "0123456789"]', 'f:[1]: the record is longer than 10 bytes'],
])('refuses %s', async (text, message) => {
  await expect(elementsOf(text, [], 10)).rejects.toThrow(message);
});
