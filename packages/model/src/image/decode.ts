import { readFile, stat } from 'node:fs/promises';
import type { ImageSource } from '@stepgrpo/core';
import { DataError } from '@stepgrpo/core';
import sharp from 'sharp';

/** An image in memory: RGB bytes, row-major [height, width, 3]. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Pillow refuses images above this many pixels as decompression bombs (twice its MAX_IMAGE_PIXELS). */
const maxPixels = 178_956_970;
const maxFileBytes = 512 * 1024 * 1024;

/** Text formats such as SVG are not pictures of pixels, and Pillow does not open them either. */
const pixelFormats: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif']);

/**
 * The RGB pixels of an image, as transformers gets them when it opens a file.
 *
 * Throws  DataError that names the file, when it cannot be read as an image
 */
export async function decodeImage(source: ImageSource): Promise<RgbImage> {
  if (source.kind === 'pixels') return checkedPixels(source);
  return decodeImageBytes(await readImageFile(source.path), source.path);
}

/**
 * The RGB pixels of an encoded image: rotated by its EXIF orientation, the first frame of an animation, alpha dropped
 * and not composited, grey replicated, 16 bits cut to 8, colour profiles ignored. The content decides on the format,
 * not a name.
 *
 * Source  huggingface/transformers src/transformers/image_utils.py, load_image; python-pillow/Pillow Image.convert("RGB")
 * Throws  DataError at `place`, when the bytes are not a readable image
 */
export async function decodeImageBytes(bytes: Uint8Array, place: string): Promise<RgbImage> {
  const broken = (what: string, cause?: unknown): DataError =>
    new DataError(what, 'replace the image or remove its sample.', place, { cause });
  try {
    const options = { autoOrient: true, ignoreIcc: true, limitInputPixels: maxPixels } as const;
    const { format, space } = await sharp(bytes, options).metadata();
    if (!pixelFormats.has(format)) throw broken(`${format} is not read as an image.`);
    const isCmyk = space === 'cmyk';
    const pipeline = isCmyk
      ? sharp(bytes, options).pipelineColourspace('cmyk').toColourspace('cmyk')
      : sharp(bytes, options).removeAlpha().toColourspace('srgb');
    const { data, info } = await pipeline.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: isCmyk ? cmykToRgb(data, info.channels) : data };
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    throw broken(`not a readable image (${cause instanceof Error ? cause.message : String(cause)}).`, cause);
  }
}

async function readImageFile(path: string): Promise<Buffer> {
  const unreadable = (what: string, cause?: unknown): DataError =>
    new DataError(what, 'check the path, and the image root the data set is read with.', path, { cause });
  try {
    const info = await stat(path);
    if (!info.isFile()) throw unreadable('is not a file.');
    if (info.size === 0) throw unreadable('is empty.');
    if (info.size > maxFileBytes)
      throw unreadable(`has ${info.size} bytes; at most ${maxFileBytes} are read.`);
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw unreadable(isMissing ? 'no such image file.' : `cannot be read (${String(cause)}).`, cause);
  }
}

function checkedPixels(image: RgbImage): RgbImage {
  const { width, height, data } = image;
  const isSize = (side: number): boolean => Number.isSafeInteger(side) && side > 0;
  if (isSize(width) && isSize(height) && data.length === width * height * 3) return image;
  throw new DataError(
    `${width} x ${height} pixels of RGB with ${data.length} bytes.`,
    'give width * height * 3 bytes, and both sides at least 1.',
    'image in memory',
  );
}

/**
 * Equation  R = (255 - C) (255 - K) / 255, and likewise G from M and B from Y, all 0 to 255
 * Source    python-pillow/Pillow src/libImaging/Convert.c, cmyk2rgb
 */
function cmykToRgb(cmyk: Uint8Array, channels: number): Uint8Array {
  const rgb = new Uint8Array((cmyk.length / channels) * 3);
  for (let from = 0, to = 0; from < cmyk.length; from += channels) {
    const light = 255 - cmyk[from + 3]!;
    for (let c = 0; c < 3; c++) rgb[to++] = Math.round((light * (255 - cmyk[from + c]!)) / 255);
  }
  return rgb;
}
