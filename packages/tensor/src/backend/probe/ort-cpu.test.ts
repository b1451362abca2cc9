import { ortCpu } from './ort-cpu';

it('works wherever these tests run', async () => {
  expect(ortCpu.name).toBe('ort-cpu');
  expect(await ortCpu.probe({ threads: 1, allowSpinning: true })).toMatchObject({ available: true });
});
