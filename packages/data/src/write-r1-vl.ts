import { DataError } from '@stepgrpo/core';
import { toKeyStepsField } from './key-steps';
import { writeImages, writeRecords } from './write-records';
import type { SampleStream } from './write-records';

/**
 * Writes samples in the layout of R1-VL-10K, with their ids, and their images as PNG into `imageDirectory`.
 * Gives the number of samples. The layout has no place for reasoning paths, categories and images after the question.
 *
 * Throws   DataError for a sample that has not exactly one image
 * Example  await writeR1Vl(samplesOf(digitsSource({ split: 'train', count: 100 })), 'out/train.json', 'out/images');
 */
export async function writeR1Vl(
  samples: SampleStream,
  path: string,
  imageDirectory: string,
): Promise<number> {
  async function* records(): AsyncGenerator<object> {
    let index = 0;
    for await (const sample of samples) {
      if (sample.images.length !== 1) {
        const what = `the sample has ${sample.images.length} images, the layout of R1-VL-10K holds one.`;
        throw new DataError(what, 'leave the sample out, or write the SFT layout.', sample.id);
      }
      const [image_path] = await writeImages(sample, { dataPath: path, imageDirectory, index });
      const { id, question, solution, keySteps } = sample;
      yield { id, image_path, problem: question, solution, key_steps: toKeyStepsField(keySteps) };
      index += 1;
    }
  }
  return writeRecords(path, records());
}
