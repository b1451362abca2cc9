import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sample } from '@stepgrpo/core';
import { digitsSource } from './digits/digits-source';
import { decodeImage } from './image';
import { readR1Vl } from './r1-vl';
import { samplesOf } from './sample-source';
import { writeR1Vl } from './write-r1-vl';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'stepgrpo-r1-vl-'))));
afterAll(() => rm(folder, { recursive: true }));

it.each(['digits.json', 'digits.jsonl'])('writes %s so that reading gives the samples back', async (name) => {
  const source = digitsSource({ split: 'test', count: 20, seed: 5 });
  const path = join(folder, name);
  expect(await writeR1Vl(samplesOf(source), path, join(folder, `images of ${name}`))).toBe(20);
  const samples = await readR1Vl(path);
  expect(samples).toHaveLength(20);
  for (const [i, { images, ...read }] of samples.entries()) {
    const { images: made, reasoning, category, imagePlacement, ...written } = source.get(i);
    expect([reasoning, category, imagePlacement]).not.toContain(undefined);
    expect(read).toEqual(written);
    expect(await decodeImage(images[0]!)).toEqual(made[0]);
  }
});

it('refuses a sample without exactly one image', async () => {
  const sample: Sample = { id: 'a', question: '', images: [], solution: '', keySteps: [] };
  const write = writeR1Vl([sample], join(folder, 'none.json'), folder);
  await expect(write).rejects.toThrow('a: the sample has 0 images');
});
