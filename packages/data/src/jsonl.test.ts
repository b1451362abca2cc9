import { DataError } from '@stepgrpo/core';
import fc from 'fast-check';
import { splitLines } from './jsonl';

/** A stream of the bytes in pieces of the given lengths (the last takes the rest). */
async function* inPieces(bytes: Buffer, lengths: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const length of lengths) yield bytes.subarray(at, (at += length));
  yield bytes.subarray(at);
}

async function linesOf(text: string, lengths: readonly number[] = [], maxRecordBytes = 1000) {
  const lines: [string, string][] = [];
  for await (const { place, bytes } of splitLines(inPieces(Buffer.from(text), lengths), {
    path: 'f',
    maxRecordBytes,
  })) {
    lines.push([place, Buffer.from(bytes).toString()]);
  }
  return lines;
}

it('numbers lines from 1 and keeps what is in them', async () => {
  expect(await linesOf('a\r\n\nb\u2028c')).toEqual([
    ['f:1', 'a\r'],
    ['f:2', ''],
    ['f:3', 'b\u2028c'],
  ]);
  expect(await linesOf('a\n')).toEqual([['f:1', 'a']]);
  expect(await linesOf('')).toEqual([]);
});

it('cuts the same lines wherever the stream is cut', async () => {
  const text = fc.array(fc.constantFrom('a', '\n', 'é', '{}', '\r\n')).map((pieces) => pieces.join(''));
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat(4)), async (whole, lengths) => {
      const expected = whole.split('\n');
      if (expected.at(-1) === '') expected.pop();
      expect((await linesOf(whole, lengths)).map(([, line]) => line)).toEqual(expected);
    }),
  );
});

it('stops at a line that is too long before the stream ends', async () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('ok\n');
    for (;;) yield Buffer.alloc(100, 'x');
  }
  const read = async () => {
    for await (const line of splitLines(endless(), { path: 'f', maxRecordBytes: 1000 })) void line;
  };
  await expect(read()).rejects.toThrow(DataError);
  await expect(read()).rejects.toThrow('f:2: the record is longer than 1000 bytes');
});
