import {
  hostTensor,
  resolveBackend,
  scalarTensor,
  specOf,
  type Backend,
  type HostTensor,
} from '@stepgrpo/tensor';
import golden from '../../golden/step-grpo-loss.json';
import { stepGrpoLoss } from './step-grpo-loss';
import { lossGradients } from '../optimizer/loss-gradients';

type Rows = readonly (readonly number[])[];
const matrix = (rows: Rows): HostTensor => hostTensor(rows.flat(), [rows.length, rows[0]!.length]);

interface Evaluated {
  readonly loss: number;
  readonly gradient: readonly number[];
  readonly kl: number | undefined;
}

/** Loss, gradient and KL of one batch on a backend. */
async function evaluate(
  backend: Backend,
  logProbs: HostTensor,
  batch: Record<string, HostTensor>,
): Promise<Evaluated> {
  const inputs = { logProbs, batch };
  const compiled = await backend.compile(
    (given) =>
      lossGradients((parameters, tensors) => stepGrpoLoss(parameters['logProbs']!, tensors), {
        parameters: { logProbs: given.logProbs },
        frozen: {},
        batch: given.batch,
      }),
    specOf(inputs),
  );
  const { loss, gradients, metrics } = await compiled.run(inputs);
  return { loss: loss.data[0]!, gradient: [...gradients['logProbs']!.data], kl: metrics['kl']?.data[0] };
}

describe.each(['ort-cpu', 'tfjs-cpu'])('on %s', (prefer) => {
  let backend: Backend;
  beforeAll(async () => {
    ({ backend } = await resolveBackend({ prefer, threads: 1 }));
  });
  afterAll(() => backend.dispose());

  it.each(golden.cases)('agrees with $name', async (expected) => {
    const { loss, gradient, kl } = await evaluate(backend, matrix(expected.logProbs), {
      mask: matrix(expected.mask),
      advantages: hostTensor(expected.advantages),
      rows: scalarTensor(expected.mask.length),
      ...(expected.refLogProbs === null
        ? {}
        : { refLogProbs: matrix(expected.refLogProbs), klCoefficient: scalarTensor(expected.beta) }),
    });
    const near = (actual: number, wanted: number): number =>
      Math.abs(actual - wanted) / (1 + Math.abs(wanted));
    // float32 against float64, with sums that cancel: relative to 1 plus the value
    expect(near(loss, expected.loss)).toBeLessThan(2e-6);
    expected.gradient.flat().forEach((wanted, i) => {
      expect(Math.abs(gradient[i]! - wanted)).toBeLessThanOrEqual(1e-6 + golden.tolerance * Math.abs(wanted));
    });
    if (expected.kl !== null && kl !== undefined)
      expect(near(kl, expected.kl)).toBeLessThan(golden.tolerance);
  });

  it('gives empty rows and rows of padding no weight and no NaN', async () => {
    const row = { lp: [-1, -2], ref: [-1.5, -1.5], advantage: 0.7 };
    const batchOf = (masks: Rows, rows: number): Record<string, HostTensor> => ({
      mask: matrix(masks),
      advantages: hostTensor(masks.map(() => row.advantage)),
      rows: scalarTensor(rows),
      refLogProbs: matrix(masks.map(() => row.ref)),
      klCoefficient: scalarTensor(0.1),
    });
    const alone = await evaluate(backend, matrix([row.lp]), batchOf([[1, 1]], 1));
    const padded = await evaluate(backend, matrix([row.lp, row.lp]), batchOf([[1, 1], [0, 0]], 1)); // prettier-ignore
    expect(padded.loss).toBeCloseTo(alone.loss, 6);
    expect(padded.gradient).toEqual(
      [...alone.gradient, 0, 0].map((value) => expect.closeTo(value, 6) as number),
    );
  });

  it('moves each token by its own advantage when there is one per token', async () => {
    const { gradient, kl } = await evaluate(backend, matrix([[-1, -2]]), {
      mask: matrix([[1, 1]]),
      advantages: matrix([[3, -1]]),
      rows: scalarTensor(1),
    });
    expect(gradient).toEqual([-1.5, 0.5]); // -A / (tokens * rows)
    expect(kl).toBeUndefined();
  });
});
