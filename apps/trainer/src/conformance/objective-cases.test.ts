import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveBackend, type Backend } from '@stepgrpo/tensor';
import { describeWithFixtures } from '@stepgrpo/testing';
import { runObjectiveSuite } from './objective-cases';
import { hasPassed } from './run-suite';

let folder: string;
let backend: Backend;
beforeAll(async () => ({ backend } = await resolveBackend({ prefer: 'tfjs-cpu' })));
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stepgrpo-objectives-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('fails a case of a kind nobody checks, instead of leaving it out', async () => {
  writeFileSync(join(folder, 'a.json'), '{"kind": "tea-leaves", "cases": [{"name": "a/one"}]}');
  const [result] = await runObjectiveSuite(folder, { backend });
  expect(result).toMatchObject({ case: 'a/one', checks: [{ passed: false }] });
  expect(result?.checks[0]?.detail).toBe('nothing here checks cases of kind "tea-leaves"');
});

it('says which file is of another make', async () => {
  writeFileSync(join(folder, 'b.json'), '{"kind": 3}');
  await expect(runObjectiveSuite(folder, { backend })).rejects.toThrow(/b\.json: is not a file of cases/);
  await expect(runObjectiveSuite('/nowhere', { backend })).rejects.toThrow('the folder cannot be read.');
});

describeWithFixtures('objectives', (root) => {
  it('puts what both packages check of a case together, and names simulated processes', async () => {
    const names = ['trl_loss_dapo/ga-2', 'trl_scale_rewards', 'trl_multi_process'];
    const results = await runObjectiveSuite(root, { backend, cases: names });
    expect(results).toHaveLength(464);
    const noted = results.filter(({ note }) => note !== undefined);
    expect(noted.length).toBeGreaterThan(0);
    expect(noted.every((result) => result.case.startsWith('trl_multi_process/'))).toBe(true);
    const advantageOnly = results.find((result) => result.case === 'easyr1_adv_grpo/basic');
    expect(advantageOnly && hasPassed(advantageOnly)).toBe(true);
  }, 60_000);
});
