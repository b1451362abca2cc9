import { createRng } from '@stepgrpo/core';
import type { DecodingSession, EncodedPrompt, PolicyModel, TrainingSequence } from '@stepgrpo/core';

/** What a fake policy may be told. */
export interface FakePolicyOptions {
  /** Its characters: token i + 1 is character i; token 0 is the end token. */
  readonly alphabet?: string;
  /** Logits of the next token, [V]; a pure function. The default looks random, and depends on the whole history. */
  readonly logits?: (prompt: string, written: string) => ArrayLike<number>;
}

/** What was asked of a fake policy. */
export interface FakePolicyUse {
  /** Sessions opened, and not yet disposed. */
  sessions: number;
  open: number;
  /** Prompts encoded. */
  encoded: number;
  /** Rows computed, turn by turn, the first one of each session included. */
  readonly turns: number[];
}

/** A policy of characters, in memory, that is strict about how it is used. */
export interface FakePolicy extends PolicyModel {
  readonly use: FakePolicyUse;
}

const printable = `\n${Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('')}`;

/**
 * A deterministic policy whose tokens are characters.
 *
 * It throws where the contract is broken: a token out of range, a closed session, rows out of order; and the logits
 * of rows that were not computed are NaN, so that nobody reads them unnoticed.
 */
export function fakePolicy({
  alphabet = printable,
  logits = hashedLogits,
}: FakePolicyOptions = {}): FakePolicy {
  const characters = [...alphabet];
  const ids = new Map(characters.map((character, i) => [character, i + 1]));
  const vocabSize = characters.length + 1;
  const use: FakePolicyUse = { sessions: 0, open: 0, encoded: 0, turns: [] };
  const encodeText = (text: string): number[] => [...text].map((character) => ids.get(character) ?? 1);
  const decodeText = (tokenIds: readonly number[]): string =>
    tokenIds.map((id) => characters[id - 1] ?? '').join('');
  const logitsAfter = (prompt: EncodedPrompt, written: readonly number[]): Float32Array => {
    const row = Float32Array.from(logits(decodeText(prompt.tokenIds), decodeText(written)));
    assert(row.length === vocabSize, `the logits function gave ${row.length} of ${vocabSize} logits`);
    return row;
  };
  return {
    name: 'fake',
    vocabSize,
    endTokenIds: [0],
    use,
    async encode(sample) {
      use.encoded += 1;
      return { tokenIds: encodeText(sample.question), imageSpans: [], images: [] };
    },
    encodeText,
    decodeText,
    async startDecoding(prompts, options) {
      return openSession(prompts, { ...options, vocabSize, logitsAfter, use });
    },
    async logProbs(sequences) {
      return sequences.map((sequence) => logProbsOf(sequence, logitsAfter));
    },
    async dispose() {},
  };
}

/** A policy that writes `answer(question)` and ends, with a probability above 0.999 for each token of it. */
export function recitingPolicy(answer: (question: string) => string): FakePolicy {
  const characters = [...printable];
  return fakePolicy({
    logits(prompt, written) {
      const next = answer(prompt)[written.length];
      const target = next === undefined ? 0 : characters.indexOf(next) + 1;
      return characters.concat('').map((_, id) => (id === target ? 20 : 0));
    },
  });
}

/** Logits that look like normal draws, keyed by everything before. */
export function hashedLogits(prompt: string, written: string): number[] {
  const rng = createRng(`${prompt}|${written}`);
  return Array.from({ length: printable.length + 1 }, () => 2 * rng.normal());
}

function openSession(
  prompts: readonly EncodedPrompt[],
  parts: {
    readonly groupSize: number;
    readonly maxNewTokens: number;
    readonly vocabSize: number;
    readonly logitsAfter: (prompt: EncodedPrompt, written: readonly number[]) => Float32Array;
    readonly use: FakePolicyUse;
  },
): DecodingSession {
  const { groupSize, maxNewTokens, vocabSize, logitsAfter, use } = parts;
  const rows = prompts.length * groupSize;
  const written = Array.from({ length: rows }, (): number[] => []);
  const logits = new Float32Array(rows * vocabSize);
  const everyRow = Int32Array.from(written.keys());
  let disposed = false;
  const compute = (active: Int32Array): void => {
    logits.fill(NaN);
    for (const row of active) {
      logits.set(logitsAfter(prompts[Math.floor(row / groupSize)]!, written[row]!), row * vocabSize);
    }
    use.turns.push(active.length);
  };
  use.sessions += 1;
  use.open += 1;
  compute(everyRow);
  return {
    rows,
    get logits() {
      assert(!disposed, 'logits of a disposed session were read');
      return logits;
    },
    async step(tokenIds, active = everyRow) {
      assert(!disposed, 'a disposed session was stepped');
      assert(tokenIds.length === rows, `${tokenIds.length} tokens were given for ${rows} rows`);
      active.forEach((row, i) => {
        assert(row >= 0 && row < rows && (i === 0 || row > active[i - 1]!), 'active rows are not increasing');
        const tokenId = tokenIds[row]!;
        assert(tokenId >= 0 && tokenId < vocabSize, `token ${tokenId} is outside the vocabulary`);
        written[row]!.push(tokenId);
        assert(written[row]!.length < maxNewTokens, `row ${row} was stepped past ${maxNewTokens} tokens`);
      });
      compute(active);
    },
    dispose() {
      assert(!disposed, 'a session was disposed twice');
      disposed = true;
      use.open -= 1;
    },
  };
}

function logProbsOf(
  { prompt, completionIds }: TrainingSequence,
  logitsAfter: (prompt: EncodedPrompt, written: readonly number[]) => Float32Array,
): Float32Array {
  return Float32Array.from(completionIds, (tokenId, t) => {
    const row = logitsAfter(prompt, completionIds.slice(0, t));
    const max = Math.max(...row);
    const sum = row.reduce((total, logit) => total + Math.exp(logit - max), 0);
    return row[tokenId]! - max - Math.log(sum);
  });
}

function assert(holds: boolean, broken: string): asserts holds {
  if (!holds) throw new Error(`Fake policy: ${broken}.`);
}
