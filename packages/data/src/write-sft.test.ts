import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sample } from '@stepgrpo/core';
import { digitsSource } from './digits/digits-source';
import { readSft } from './sft';
import { samplesOf } from './sample-source';
import { writeSft } from './write-sft';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'stepgrpo-sft-'))));
afterAll(() => rm(folder, { recursive: true }));

it('writes what reading gives back: question, reasoning path and the answer it ends in', async () => {
  const source = digitsSource({ split: 'test', count: 10, seed: 5 });
  const path = join(folder, 'digits.json');
  expect(await writeSft(samplesOf(source), path, join(folder, 'images'))).toBe(10);
  for (const [i, read] of (await readSft(path)).entries()) {
    const { id, question, reasoning, solution, imagePlacement } = source.get(i);
    expect(read).toMatchObject({ id, question, reasoning, solution, imagePlacement, keySteps: [] });
    expect(read.images).toHaveLength(1);
  }
});

it('refuses a sample without a reasoning path', async () => {
  const sample: Sample = { id: 'a', question: '', images: [], solution: '', keySteps: [] };
  await expect(writeSft([sample], join(folder, 'a.json'), folder)).rejects.toThrow(
    'a: the sample has no reasoning path',
  );
});
