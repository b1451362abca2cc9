import type { BackendProbe, Finding } from '@stepgrpo/tensor';
import { examineMachine, type Machine } from './examine-machine';

const probeOf = (name: string, finding: () => Finding): BackendProbe => ({
  name,
  summary: name,
  probe: async () => finding(),
});
const machine: Machine = {
  probes: [
    probeOf('good', () => ({ available: true, reason: 'it runs.', open: () => ({}) as never })),
    probeOf('bad', () => ({ available: false, reason: 'no library.', fix: 'install it.' })),
    probeOf('broken', () => {
      throw new Error('boom');
    }),
  ],
  nodeVersion: '18.0.0',
  threads: 1,
  processor: 'a processor',
  totalBytes: 8e9,
  freeBytes: 1e9,
};

it('says what works, what does not, why, and what to do', async () => {
  const findings = new Map((await examineMachine(machine)).map((finding) => [finding.subject, finding]));
  expect(findings.get('back end good')).toMatchObject({ isFine: true, advice: null });
  expect(findings.get('back end bad')).toMatchObject({
    isFine: false,
    found: 'no library.',
    advice: 'install it.',
  });
  expect(findings.get('back end broken')?.found).toContain('boom');
  expect(findings.get('node')?.advice).toMatch(/install Node\.js 20\.19/);
  expect(findings.get('memory')).toMatchObject({ isFine: false, found: '1.0 GB free of 8.0 GB.' });
  expect(findings.get('threads')?.isFine).toBe(false);
});

it('finds nothing to advise about a good machine', async () => {
  const good = { ...machine, probes: [], nodeVersion: '22.1.0', threads: 4, freeBytes: 6e9 };
  expect((await examineMachine(good)).filter(({ advice }) => advice !== null)).toEqual([]);
});
