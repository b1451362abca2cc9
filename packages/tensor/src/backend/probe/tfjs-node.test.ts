import { tfjsNode } from './tfjs-node';

it('answers with a working backend, or with a reason and a fix', async () => {
  expect(tfjsNode.name).toBe('tfjs-node');
  const finding = await tfjsNode.probe({ threads: 1, allowSpinning: true });
  if (!finding.available) expect(finding.fix).toContain('npm install @tensorflow/tfjs-node@');
});
