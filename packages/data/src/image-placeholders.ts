import { DataError } from '@stepgrpo/core';

/** What stands for an image in the texts of LLaMA-Factory and its relatives. */
export const imagePlaceholder = '<image>';

/**
 * The text without its image placeholders. They may stand before or after the text, since a sample has its images in
 * front of its question; without any, the images are in front too.
 *
 * Throws  DataError when there are placeholders but not one an image, or one stands inside the text
 */
export function removePlaceholders(
  text: string,
  { images, place, field }: { images: number; place: string; field: string },
): string {
  const pieces = text.split(imagePlaceholder);
  const placeholders = pieces.length - 1;
  if (placeholders === 0) return text;
  if (placeholders !== images) {
    const what = `field "${field}" has ${placeholders} ${imagePlaceholder} placeholder(s) for ${images} image(s).`;
    throw new DataError(what, 'write one placeholder an image.', place);
  }
  const texts = pieces.filter((piece) => piece.trim() !== '');
  if (texts.length > 1) {
    const what = `field "${field}" has ${imagePlaceholder} inside its text, where a sample cannot keep it.`;
    throw new DataError(what, 'move the placeholders to the front of the text.', place);
  }
  return (texts[0] ?? '').trim();
}
