import { ortCuda } from './ort-cuda';

it('answers with a working backend, or with a reason and a fix', async () => {
  expect(ortCuda.name).toBe('ort-cuda');
  const finding = await ortCuda.probe({ threads: 1, allowSpinning: true });
  if (!finding.available)
    expect(finding).toEqual({
      available: false,
      reason: expect.any(String),
      fix: expect.stringContaining('CUDA'),
    });
});
