import { tfjsNodeGpu } from './tfjs-node-gpu';

it('answers with a working backend, or with a reason and a fix', async () => {
  expect(tfjsNodeGpu.name).toBe('tfjs-node-gpu');
  const finding = await tfjsNodeGpu.probe({ threads: 1, allowSpinning: true });
  if (!finding.available) expect(finding.fix).toContain('npm install @tensorflow/tfjs-node-gpu@');
});
