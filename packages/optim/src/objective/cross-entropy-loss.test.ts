import { hostTensor, resolveBackend, scalarTensor, specOf } from '@stepgrpo/tensor';
import { crossEntropyLoss, type CrossEntropyBatch } from './cross-entropy-loss';
import { lossGradients } from '../optimizer/loss-gradients';

it.each(['ort-cpu', 'tfjs-cpu'])(
  'is the mean over the labelled tokens of the whole update on %s',
  async (prefer) => {
    const { backend } = await resolveBackend({ prefer, threads: 1 });
    const inputs = {
      logProbs: hostTensor([-1, -2, -4, -8], [2, 2]),
      batch: { mask: hostTensor([1, 1, 0, 1], [2, 2]), tokens: scalarTensor(5) },
    };
    const program = await backend.compile(
      ({ logProbs, batch }) =>
        lossGradients(
          (parameters, given: CrossEntropyBatch) => crossEntropyLoss(parameters['logProbs']!, given),
          {
            parameters: { logProbs },
            frozen: {},
            batch,
          },
        ),
      specOf(inputs),
    );
    const { loss, gradients } = await program.run(inputs);
    expect(loss.data[0]).toBeCloseTo(11 / 5, 6);
    expect([...gradients['logProbs']!.data].map((value) => value + 0)).toEqual(
      [-1, -1, 0, -1].map((v) => Math.fround(v / 5)),
    );
    await backend.dispose();
  },
);

it('is 0 without a labelled token', async () => {
  const { backend } = await resolveBackend({ prefer: 'tfjs-cpu' });
  const inputs = {
    logProbs: hostTensor([-1], [1, 1]),
    mask: hostTensor([0], [1, 1]),
    tokens: scalarTensor(0),
  };
  const program = await backend.compile(
    ({ logProbs, ...given }) => ({ loss: crossEntropyLoss(logProbs, given).loss }),
    specOf(inputs),
  );
  expect((await program.run(inputs)).loss.data[0]).toBeCloseTo(0, 10);
});
