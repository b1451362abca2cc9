import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@stepgrpo/core';
import { readR1Vl } from './r1-vl';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stepgrpo-r1-vl-'));
  await writeFile(join(folder, 'a.png'), '');
});
afterAll(() => rm(folder, { recursive: true }));

const record = {
  image_path: 'a.png',
  problem: '<image>\nWhat is 6/3?',
  solution: '### Step 1:\n6/3 = 2\n\n### The final answer is: 2',
  key_steps: { Steps: [['\\frac{6}{3} = 2', '6/3 = 2'], 'divide'] },
  source: 'ignored',
};

async function read(content: string, options = {}) {
  const path = join(folder, 'set.json');
  await writeFile(path, content);
  return readR1Vl(path, options);
}

it.each([
  ['a JSON array', JSON.stringify([record], null, 2)],
  ['JSON Lines', JSON.stringify(record)],
])('reads %s', async (_name, content) => {
  expect(await read(content)).toEqual([
    {
      id: 'set.json/000000',
      images: [{ kind: 'file', path: join(folder, 'a.png') }],
      question: 'What is 6/3?',
      solution: record.solution,
      keySteps: [['\\frac{6}{3} = 2', '6/3 = 2'], ['divide']],
    },
  ]);
});

it.each([
  [
    { image_path: undefined },
    'field "image_path" is missing, expected string. Fix: a record is {"image_path"',
  ],
  [{ solution: 2 }, 'field "solution" is the number 2, expected string'],
  [{ problem: '' }, 'field "problem"'],
  [
    { key_steps: { Steps: [['a'], ['b', 3]] } },
    'field "key_steps.Steps[1][1]" is the number 3, expected string',
  ],
  [{ key_steps: null }, 'field "key_steps" is null, expected object'],
  [{ image_path: 'b.png' }, 'the image "b.png" is not at'],
])('names place and field of a record with %j', async (change, message) => {
  const read1 = read(JSON.stringify([record, { ...record, ...change }]));
  await expect(read1).rejects.toThrow(DataError);
  await expect(read1).rejects.toThrow(`${join(folder, 'set.json')}:[1]: ${message}`);
});

it('looks for images under imageRoot', async () => {
  const [sample] = await read(JSON.stringify([{ ...record, image_path: 'a.png' }]), { imageRoot: folder });
  expect(sample!.images).toEqual([{ kind: 'file', path: join(folder, 'a.png') }]);
  await expect(read(JSON.stringify([record]), { imageRoot: '/nowhere' })).rejects.toThrow('/nowhere/a.png');
});

it('recognises the other layout', async () => {
  await expect(read('{"messages": [], "images": []}')).rejects.toThrow('read it as kind "sft"');
});
