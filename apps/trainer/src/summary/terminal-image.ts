import type { PixelImage } from '@stepgrpo/data';

export interface TerminalImageOptions {
  /** Characters per line at most. */
  readonly maxColumns: number;
  /** 24-bit colour with half blocks; grey levels as characters otherwise. */
  readonly color: boolean;
}

const escape = '\u001b[';
/** From empty to full; dark pixels become empty on the usual dark terminal. */
const ramp = ' .:-=+*#%@';

/** Draws an image as lines of text: two pixels above each other in each character. Empty lines at the ends are left out. */
export function drawImage(image: PixelImage, { maxColumns, color }: TerminalImageOptions): readonly string[] {
  const columns = Math.max(1, Math.min(maxColumns, image.width));
  const rows = Math.max(1, Math.round((image.height * columns) / image.width / 2));
  const cell = averageColors(image, columns, rows * 2);
  const lines = Array.from({ length: rows }, (_, row) => {
    const line = Array.from({ length: columns }, (_, column) => {
      const [upper, lower] = [cell(column, row * 2), cell(column, row * 2 + 1)];
      return color ? halfBlock(upper, lower) : character((brightness(upper) + brightness(lower)) / 2);
    }).join('');
    return color ? `${line}${escape}0m` : line.trimEnd();
  });
  const isInk = (line: string): boolean => line !== '';
  return lines.slice(Math.max(0, lines.findIndex(isInk)), lines.findLastIndex(isInk) + 1);
}

type Rgb = readonly [red: number, green: number, blue: number];

/** The mean colour of each cell of a grid laid over the image. */
function averageColors(
  image: PixelImage,
  columns: number,
  rows: number,
): (column: number, row: number) => Rgb {
  return (column, row) => {
    const [left, right] = cellBounds(column, columns, image.width);
    const [top, bottom] = cellBounds(row, rows, image.height);
    const sums: [number, number, number] = [0, 0, 0];
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        for (let channel = 0; channel < 3; channel++) {
          sums[channel]! += image.data[(y * image.width + x) * 3 + channel]!;
        }
      }
    }
    const area = (right - left) * (bottom - top);
    return [Math.round(sums[0] / area), Math.round(sums[1] / area), Math.round(sums[2] / area)];
  };
}

function cellBounds(index: number, cells: number, size: number): readonly [from: number, to: number] {
  const from = Math.min(size - 1, Math.floor((index * size) / cells));
  return [from, Math.max(from + 1, Math.floor(((index + 1) * size) / cells))];
}

function halfBlock(upper: Rgb, lower: Rgb): string {
  return `${escape}38;2;${upper.join(';')};48;2;${lower.join(';')}m▀`;
}

function character(level: number): string {
  return ramp[Math.round(level * (ramp.length - 1))]!;
}

/** Luminance in [0, 1] (ITU-R BT.601 weights). */
function brightness([red, green, blue]: Rgb): number {
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}
