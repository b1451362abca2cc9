import { tfjsCpu } from './tfjs-cpu';

it('always works', async () => {
  const finding = await tfjsCpu.probe({ threads: 4, allowSpinning: true });
  expect(finding.available && finding.open()).toMatchObject({ name: 'tfjs-cpu', kind: 'eager', threads: 1 });
});
