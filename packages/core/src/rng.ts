/**
 * Seeded random numbers that are keyed by what they are for.
 *
 * `fork(label)` gives a stream that depends on the seed and the path of labels only, so adding a consumer,
 * or drawing more in one place, moves nobody else's numbers.
 *
 * Source  key: murmur3-style mixing of the UTF-16 units of the path; stream: sfc32 (Chris Doty-Humphrey, PractRand)
 */
export interface Rng {
  /** The labels from the root, joined by `/`, with the seed first. */
  readonly path: string;
  fork(label: string): Rng;
  /** Uniform in [0, 1), 53 random bits. */
  uniform(): number;
  /** Standard normal, by Box and Muller. */
  normal(): number;
  /** Uniform integer in [0, below). */
  integer(below: number): number;
  /** A shuffled copy (Fisher and Yates). */
  shuffle<T>(items: readonly T[]): T[];
}

/** A generator for a seed: any string or finite number. */
export function createRng(seed: string | number): Rng {
  return rngFor(String(seed));
}

const { imul } = Math; // a look-up of a global is slow inside a sandboxed realm, such as jest's

function rngFor(path: string): Rng {
  const next = sfc32(hash128(path));
  const uniform = (): number => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
  const integer = (below: number): number => Math.floor(uniform() * below);
  return {
    path,
    fork: (label) => rngFor(`${path}/${label}`),
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    integer,
    shuffle(items) {
      const shuffled = [...items];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
      }
      return shuffled;
    },
  };
}

/** Four 32-bit words that depend on every UTF-16 unit of the text. */
function hash128(text: string): readonly [number, number, number, number] {
  const words: [number, number, number, number] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x8aed2a6b];
  const multipliers = [0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x165667b1] as const;
  for (let i = 0; i < text.length; i++) {
    for (let w = 0; w < 4; w++) {
      const mixed = imul(words[w]! ^ text.charCodeAt(i) ^ (i * (w + 1)), multipliers[w]!);
      words[w] = (mixed << 13) | (mixed >>> 19);
    }
    words[0] ^= words[3];
  }
  for (let w = 0; w < 4; w++) words[w] = finalize(words[w]! ^ words[(w + 1) % 4]! ^ text.length);
  return words;
}

function finalize(word: number): number {
  let mixed = imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}

/** The sfc32 generator: 128 bits of state, of which 32 count the draws. */
function sfc32([a0, b0, c0, d0]: readonly [number, number, number, number]): () => number {
  let [a, b, c, counter] = [a0 | 0, b0 | 0, c0 | 0, d0 | 0];
  const next = (): number => {
    const drawn = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + drawn) | 0;
    return drawn >>> 0;
  };
  for (let warmUp = 0; warmUp < 12; warmUp++) next();
  return next;
}
