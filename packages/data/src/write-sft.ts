import { DataError } from '@stepgrpo/core';
import { imagePlaceholder } from './image-placeholders';
import { writeImages, writeRecords } from './write-records';
import type { SampleStream } from './write-records';

/**
 * Writes samples in the layout of Mulberry and LLaMA-Factory, with their ids, and their images as PNG into
 * `imageDirectory`. Gives the number of samples. The layout has no place for key steps and categories.
 *
 * Throws   DataError for a sample without a reasoning path
 * Example  await writeSft(samplesOf(digitsSource({ split: 'train', count: 100 })), 'out/sft.jsonl', 'out/images');
 */
export async function writeSft(samples: SampleStream, path: string, imageDirectory: string): Promise<number> {
  async function* records(): AsyncGenerator<object> {
    let index = 0;
    for await (const sample of samples) {
      const { id, question, reasoning } = sample;
      if (reasoning === undefined) {
        const what = 'the sample has no reasoning path, which is what the SFT layout is about.';
        throw new DataError(what, 'leave the sample out, or write the layout of R1-VL-10K.', id);
      }
      const images = await writeImages(sample, { dataPath: path, imageDirectory, index });
      const content =
        sample.imagePlacement === 'after-question'
          ? `${question}${images.map(() => `\n${imagePlaceholder}`).join('')}`
          : `${images.map(() => `${imagePlaceholder}\n`).join('')}${question}`;
      const messages = [
        { role: 'user', content },
        { role: 'assistant', content: reasoning },
      ];
      yield { id, messages, images };
      index += 1;
    }
  }
  return writeRecords(path, records());
}
