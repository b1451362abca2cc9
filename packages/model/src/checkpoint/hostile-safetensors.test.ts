import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';
import { openSafetensors } from './safetensors';

/** Each fault that a file from outside can have, with an error of its own, found in the order size, header, bounds, coverage. */
const entry = (dtype: unknown, shape: unknown, offsets: unknown): object => ({
  dtype,
  shape,
  data_offsets: offsets,
});
const good = { a: entry('F32', [2], [0, 8]), b: entry('BF16', [4], [8, 16]) };

let directory: string;
let path: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hostile-'));
  path = join(directory, 'model.safetensors');
});
afterAll(() => rm(directory, { recursive: true }));

interface Content {
  readonly header?: object | string;
  /** What the first 8 bytes say; the truth when absent. */
  readonly announced?: bigint;
  readonly dataBytes?: number;
}

async function messageOf({ header = good, announced, dataBytes = 16 }: Content): Promise<string> {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(announced ?? BigInt(text.length));
  await writeFile(path, Buffer.concat([length, text, Buffer.alloc(dataBytes)]));
  return openSafetensors(path).then(
    async (file) => file.close().then(() => 'fine'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(CheckpointError);
      return (error as Error).message;
    },
  );
}

/** In the order in which they are to be found. */
const faults: readonly (readonly [name: string, content: Content, message: RegExp])[] = [
  [
    'a header of more than 100 MB',
    { announced: 100_000_001n },
    /announces a header of 100000001 bytes; the format allows/,
  ],
  [
    'a header larger than the file',
    { announced: 5_000n },
    /announces a header of 5000 bytes, but has \d+ bytes in all/,
  ],
  ['a header that is not JSON', { header: '{"a":' }, /header that is not JSON/],
  ['duplicate names', { header: JSON.stringify(good).replace('"b"', '"a"') }, /lists the tensor "a" twice/],
  ['an unknown dtype', { header: { ...good, b: entry('F4', [4], [8, 16]) } }, /unknown element type "F4"/],
  [
    'metadata of another kind',
    { header: { ...good, __metadata__: { a: 1 } } },
    /metadata that is no record of texts/,
  ],
  [
    'offsets out of range',
    { header: { ...good, b: entry('BF16', [4], [8, 160]) } },
    /places "b" at bytes 8 to 160, outside its 16 bytes of data/,
  ],
  [
    'a truncated file',
    { dataBytes: 15 },
    /is cut short: its header describes 16 bytes of data, 15 are there/,
  ],
  [
    'a shape that does not match',
    { header: { ...good, b: entry('BF16', [5], [8, 16]) } },
    /gives "b" 8 bytes; BF16 of shape \[5\] takes 10/,
  ],
  ['overlapping tensors', { header: { ...good, b: entry('BF16', [6], [4, 16]) } }, /lets "b" overlap "a"/],
  [
    'a hole',
    { header: { a: good.a, b: entry('BF16', [3], [10, 16]) } },
    /leaves a hole of 2 bytes before "b"/,
  ],
  ['bytes of no tensor', { dataBytes: 17 }, /holds 1 bytes that belong to no tensor/],
];

it.each(faults)('refuses %s, naming the file', async (_name, content, message) => {
  const found = await messageOf(content);
  expect(found).toMatch(message);
  expect(found).toContain(path);
});

it('opens the same file without a fault, and has a message of its own for each', async () => {
  expect(await messageOf({})).toBe('fine');
  const messages = await messagesInTurn();
  expect(new Set(messages).size).toBe(faults.length);
});

it('looks at size before header, header before bounds, bounds before coverage', async () => {
  const outOfRange = entry('BF16', [4], [80, 88]);
  expect(await messageOf({ announced: 5_000n, header: '{' })).toMatch(/but has/);
  expect(await messageOf({ header: { a: outOfRange, b: entry('F4', [4], [8, 16]) } })).toMatch(
    /unknown element type/,
  );
  expect(await messageOf({ header: { a: outOfRange, __metadata__: 1 } })).toMatch(/metadata/);
  const overlapping = { a: good.a, b: entry('BF16', [6], [4, 16]), c: outOfRange };
  expect(await messageOf({ header: overlapping })).toMatch(/places "c"/);
});

it('allocates nothing large for what a file merely announces', async () => {
  const before = process.memoryUsage().arrayBuffers;
  await messageOf({ announced: 99_999_999n });
  await messageOf({ header: { a: entry('F32', [2 ** 40], [0, 2 ** 42]) } });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
});

it('refuses an empty file and one of less than 8 bytes', async () => {
  await writeFile(path, '');
  await expect(openSafetensors(path)).rejects.toThrow('has 0 byte(s)');
  await truncate(path, 7);
  await expect(openSafetensors(path)).rejects.toThrow('has 7 byte(s)');
});

async function messagesInTurn(): Promise<string[]> {
  const messages: string[] = [];
  for (const [, content] of faults) messages.push((await messageOf(content)).replace(/\d+/g, 'n'));
  return messages;
}
