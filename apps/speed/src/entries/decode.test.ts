import { decoderParameters, decoderSizes } from '../decoder-sizes';
import { leastStepMs } from './decode';

const { config } = decoderSizes['105M'];

it('is bound by memory for one row and by products for many', () => {
  const weights = decoderParameters(config);
  const limits = { matmulGflops: 200, readGBps: 10 };
  const cacheBytes = 4 * 2 * 12 * 2 * 64 * 85;
  expect(leastStepMs(config, 1, limits)).toBeCloseTo((4 * weights + cacheBytes) / 1e7, 6);
  expect(leastStepMs(config, 64, limits)).toBeCloseTo((2 * weights * 64) / 2e8, 6);
});
