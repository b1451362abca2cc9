import type { Sample } from '@stepgrpo/core';
import { z } from 'zod';
import { splitPlaceholders } from './image-placeholders';
import { keyStepsSchema } from './key-steps';
import { idSchema, imagePathSchema, readSamples } from './read-samples';
import type { ReadOptions } from './read-samples';
import { hasField, parseRecord } from './record-schema';

const r1VlSchema = z.object({
  id: idSchema,
  image_path: imagePathSchema,
  problem: z.string().min(1),
  solution: z.string(),
  key_steps: keyStepsSchema,
});

/**
 * The samples of a file in the layout of R1-VL-10K, a JSON array or JSON Lines of
 * `{"image_path", "problem", "solution", "key_steps": {"Steps": [[alternative, …], …]}}`. Other fields are ignored,
 * except an optional `id`.
 *
 * Source   jingyi0000/R1-VL src/r1-vl/src/open_r1/grpo.py; ours differs: image paths are relative to the file or to
 *          `imageRoot`, not to the working directory, and an `<image>` at the edge of the problem is removed
 * Throws   DataError that names the file, the line or the element, the field and what is expected
 * Example  const samples = await readR1Vl('R1-VL-10K/train.json', { imageRoot: 'R1-VL-10K/images' });
 */
export async function readR1Vl(path: string, options: ReadOptions = {}): Promise<Sample[]> {
  return readSamples(path, options, (record) => {
    const { id, image_path, problem, solution, key_steps } = parseRecord(r1VlSchema, record, fixFor);
    const { text: question } = splitPlaceholders(problem, {
      images: 1,
      place: record.place,
      field: 'problem',
    });
    return { id, imagePaths: [image_path], question, solution, keySteps: key_steps.Steps };
  });
}

function fixFor(record: unknown): string {
  return hasField(record, 'messages')
    ? 'this looks like the SFT layout: read it as kind "sft".'
    : 'a record is {"image_path": "…", "problem": "…", "solution": "…", "key_steps": {"Steps": [["…", "…"], …]}}.';
}
