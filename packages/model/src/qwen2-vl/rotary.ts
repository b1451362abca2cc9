import { headDim, visionHeadDim, type Qwen2VlConfig } from './config';

/**
 * Cosines and sines of rotary position embeddings, in the rotate-half form: the second half of a head repeats the first.
 * Frequencies and angles are rounded to float32 at the places where transformers does so.
 */
export interface RotaryTable {
  /** Row-major [tokens, head width]. */
  readonly cos: Float32Array;
  readonly sin: Float32Array;
}

/** An empty table for so many tokens. */
export function emptyRotary(tokens: number, width: number): RotaryTable {
  return { cos: new Float32Array(tokens * width), sin: new Float32Array(tokens * width) };
}

/**
 * Writes M-RoPE angles of tokens into a table.
 *
 * Equation  angle[i] = position[axis(i)] * theta^(-2i / head), i < head / 2; axis by contiguous sections of frequencies
 * Shapes    ids [3, L] -> rows `at` to `at + L` of the table [tokens, head]
 * Source    arXiv:2409.12191 section 2.1; transformers 5.12 apply_multimodal_rotary_pos_emb
 */
export function textRotary(config: Qwen2VlConfig): {
  write(table: RotaryTable, at: number, ids: ArrayLike<number>, length: number): void;
} {
  const width = headDim(config);
  const half = width / 2;
  const frequencies = inverseFrequencies(width, config.ropeTheta);
  const [time, height] = config.mropeSection;
  const axisOf = (i: number): number => (i < time ? 0 : i < time + height ? 1 : 2);
  return {
    write(table, at, ids, length) {
      for (let token = 0; token < length; token++) {
        for (let i = 0; i < half; i++) {
          const position = ids[axisOf(i) * length + token] ?? 0;
          writeAngle(table, (at + token) * width + i, half, position * (frequencies[i] ?? 0));
        }
      }
    },
  };
}

/**
 * Writes the 2-D angles of the patches of one frame, in the order of `pixel_values` rows: blocks of merged patches in raster
 * order, and in raster order inside a block.
 *
 * Equation  angles = [row * f, column * f], f[i] = 10000^(-4i / head), i < head / 4
 * Shapes    h * w patches -> rows `at` to `at + h * w` of the table [patches, head]
 * Source    transformers 5.12 Qwen2VisionTransformerPretrainedModel.rot_pos_emb
 */
export function visionRotary(config: Qwen2VlConfig): {
  write(table: RotaryTable, at: number, rows: number, columns: number): void;
} {
  const width = visionHeadDim(config);
  const merge = config.vision.spatialMergeSize;
  const frequencies = inverseFrequencies(width / 2, 10_000);
  const quarter = frequencies.length;
  return {
    write(table, at, rows, columns) {
      let patch = at;
      for (let block = 0; block < rows * columns; block += merge * merge) {
        const blocksAcross = columns / merge;
        const index = block / (merge * merge);
        const top = Math.floor(index / blocksAcross) * merge;
        const left = (index % blocksAcross) * merge;
        for (let inside = 0; inside < merge * merge; inside++, patch++) {
          const row = top + Math.floor(inside / merge);
          const column = left + (inside % merge);
          for (let i = 0; i < quarter; i++) {
            const frequency = frequencies[i] ?? 0;
            writeAngle(table, patch * width + i, 2 * quarter, row * frequency);
            writeAngle(table, patch * width + quarter + i, 2 * quarter, column * frequency);
          }
        }
      }
    },
  };
}

/** theta^(-2i / width) for i < width / 2, in float32. */
function inverseFrequencies(width: number, theta: number): Float32Array {
  return Float32Array.from(
    { length: width / 2 },
    (_, i) => 1 / Math.fround(theta ** Math.fround((2 * i) / width)),
  );
}

function writeAngle({ cos, sin }: RotaryTable, at: number, half: number, exact: number): void {
  const angle = Math.fround(exact);
  cos[at] = cos[at + half] = Math.cos(angle);
  sin[at] = sin[at + half] = Math.sin(angle);
}
