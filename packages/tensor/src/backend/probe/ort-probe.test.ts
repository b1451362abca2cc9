import { ortProbe } from './ort-probe';

const text = { summary: 'a summary', fix: 'do this.' };

it('runs a program before it says that a provider works', async () => {
  const probe = ortProbe('cpu', text);
  expect([probe.name, probe.summary]).toEqual(['ort-cpu', 'a summary']);
  const finding = await probe.probe({ threads: 1, allowSpinning: false });
  expect(finding).toMatchObject({
    available: true,
    reason: 'onnxruntime-node runs a program on 1 thread(s).',
  });
});
