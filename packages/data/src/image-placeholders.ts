import { DataError } from '@stepgrpo/core';
import type { ImagePlacement } from '@stepgrpo/core';

/** What stands for an image in the texts of LLaMA-Factory and its relatives. */
export const imagePlaceholder = '<image>';

/** A text without its image placeholders, and where they stood. */
export interface TextOfImages {
  readonly text: string;
  readonly imagePlacement: ImagePlacement;
}

/**
 * The text without its image placeholders. They may stand before or after the text, since a sample has all its images
 * on one side of its question; without any, the images are in front.
 *
 * Throws  DataError when there are placeholders but not one an image, or one stands inside the text
 */
export function splitPlaceholders(
  text: string,
  { images, place, field }: { images: number; place: string; field: string },
): TextOfImages {
  const pieces = text.split(imagePlaceholder);
  const placeholders = pieces.length - 1;
  if (placeholders === 0) return { text, imagePlacement: 'before-question' };
  if (placeholders !== images) {
    const what = `field "${field}" has ${placeholders} ${imagePlaceholder} placeholder(s) for ${images} image(s).`;
    throw new DataError(what, 'write one placeholder an image.', place);
  }
  const texts = pieces.filter((piece) => piece.trim() !== '');
  if (texts.length > 1) {
    const what = `field "${field}" has ${imagePlaceholder} inside its text, where a sample cannot keep it.`;
    throw new DataError(what, 'move the placeholders to the front or the end of the text.', place);
  }
  const isBehind = texts.length === 1 && pieces[0] === texts[0];
  return {
    text: (texts[0] ?? '').trim(),
    imagePlacement: isBehind ? 'after-question' : 'before-question',
  };
}
