import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostWeights, TrainablePolicy } from '@stepgrpo/model';
import { hostTensor } from '@stepgrpo/tensor';

/**
 * A policy of UTF-16 units with one weight: enough for the trainer, which never looks inside. Its log-probabilities
 * are the weight, and `save` writes it as `weights.json`. It cannot decode: the fake sampler draws by itself.
 */
export function fakeTrainablePolicy(
  initial: HostWeights,
  lora: TrainablePolicy['lora'] = null,
): TrainablePolicy {
  let weights = initial;
  const units = (text: string): number[] => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  const save = async (directory: string): Promise<void> => {
    const stored = Object.entries(weights).map(([name, { shape, data }]) => [
      name,
      { shape, data: [...data] },
    ]);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'weights.json'), JSON.stringify(Object.fromEntries(stored)));
  };
  const policy = {
    name: 'fake',
    lora,
    isTrainable: () => true,
    endTokenIds: [0],
    encode: async ({ question }) => ({ tokenIds: units(question), imageSpans: [], images: [] }),
    encodeText: units,
    decodeWithStarts: (tokenIds) => ({
      text: tokenIds.join(' '),
      starts: tokenIds.map((_, i) => tokenIds.slice(0, i).join(' ').length),
    }),
    get weights() {
      return weights;
    },
    setWeights: (next: HostWeights) => void (weights = next),
    withWeights: (other: HostWeights) => fakeTrainablePolicy(other, lora),
    logProbs: async (sequences) =>
      sequences.map(({ completionIds }) =>
        new Float32Array(completionIds.length).fill(weights['w']!.data[0]!),
      ),
    collate(sequences, { minRows = 1 } = {}) {
      const rows = Math.max(minRows, sequences.length);
      const width = Math.max(...sequences.map(({ completionIds }) => completionIds.length));
      const [targets, mask] = [new Int32Array(rows * width), new Float32Array(rows * width)];
      sequences.forEach(({ completionIds }, row) => {
        targets.set(completionIds, row * width);
        mask.fill(1, row * width, row * width + completionIds.length);
      });
      const tokenCount = sequences.reduce((total, { completionIds }) => total + completionIds.length, 0);
      return {
        inputs: { targets: hostTensor(targets, [rows, width]) },
        completionMask: hostTensor(mask, [rows, width]),
        tokenCount,
        sequenceCount: sequences.length,
      } as never;
    },
    save,
    export: save,
    dispose: async () => undefined,
  } satisfies Partial<TrainablePolicy>;
  return policy as unknown as TrainablePolicy;
}
