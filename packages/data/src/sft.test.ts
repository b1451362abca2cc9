import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError, formatResponse } from '@stepgrpo/core';
import { readSft } from './sft';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stepgrpo-sft-'));
  await writeFile(join(folder, 'a.png'), '');
});
afterAll(() => rm(folder, { recursive: true }));

const reasoning = formatResponse({
  description: 'A 6.',
  rationales: 'Halve it.',
  steps: ['6/2 = 3'],
  answer: '3',
});
const user = { role: 'user', content: '<image>\nWhat is half of it?' };
const assistant = { role: 'assistant', content: reasoning };

async function read(...records: readonly object[]) {
  const path = join(folder, 'set.jsonl');
  await writeFile(path, records.map((record) => `${JSON.stringify(record)}\r\n`).join(''));
  return readSft(path);
}

it('takes the answer as reasoning path and what it ends in as solution', async () => {
  expect(await read({ messages: [user, assistant], images: ['a.png'] })).toEqual([
    {
      id: 'set.jsonl/000000',
      images: [{ kind: 'file', path: join(folder, 'a.png') }],
      question: 'What is half of it?',
      solution: '3',
      keySteps: [],
      reasoning,
    },
  ]);
});

it('takes the whole answer as solution where it has no answer heading, and text without images', async () => {
  const plain = [
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: ' Hello.\n' },
  ];
  const [sample] = await read({ messages: plain });
  expect(sample).toMatchObject({ solution: 'Hello.', reasoning: ' Hello.\n', images: [], question: 'Hi' });
});

it.each([
  [{ messages: [user] }, 'field "messages" has the roles [user], expected [user, assistant]'],
  [
    { messages: [{ role: 'system', content: '' }, user, assistant] },
    'field "messages" has the roles [system, user, assistant]',
  ],
  [
    { messages: [user, assistant, user, assistant, user, assistant, user] },
    'field "messages" has the roles [user, assistant, user, assistant, user, assistant, …]',
  ],
  [{ messages: [{ role: 'human', content: '' }, assistant] }, 'field "messages[0].role": invalid option'],
  [{ messages: [{ role: 'user' }, assistant] }, 'field "messages[0].content" is missing, expected string'],
  [{ images: ['a.png', 'a.png'] }, 'field "messages[0].content" has 1 <image> placeholder(s) for 2 image(s)'],
  [{ images: 'a.png' }, 'field "images" is the string "a.png", expected array'],
  [{ images: ['b.png'] }, 'the image "b.png" is not at'],
])('names place and field of a record with %j', async (change, message) => {
  const good = { messages: [user, assistant], images: ['a.png'] };
  const reading = read(good, { ...good, ...change });
  await expect(reading).rejects.toThrow(DataError);
  await expect(reading).rejects.toThrow(`${join(folder, 'set.jsonl')}:2: ${message}`);
});

it('recognises other layouts', async () => {
  await expect(read({ conversations: [] })).rejects.toThrow('rename "conversations" to "messages"');
  await expect(read({ key_steps: {} })).rejects.toThrow('read it as kind "r1-vl"');
});
