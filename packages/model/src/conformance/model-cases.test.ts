import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveBackend, type Backend } from '@stepgrpo/tensor';
import { describeWithFixtures } from '@stepgrpo/testing';
import { runModelCases } from './model-cases';

jest.setTimeout(60_000); // compiling takes a while on a busy machine

describeWithFixtures('qwen2-vl-tiny', (root) => {
  let backend: Backend;
  beforeAll(async () => {
    ({ backend } = await resolveBackend());
  });
  afterAll(() => backend.dispose());

  it('passes every case of the reference, forward and backward', async () => {
    const results = await runModelCases(root, { backend });
    expect(results.map((result) => result.case)).toEqual(
      expect.arrayContaining(['single', 'batch', 'text', 'two_images', 'mixed', 'vision_t2', 'model-bf16']),
    );
    const checks = results.flatMap((result) =>
      result.checks.map((check) => ({ case: result.case, ...check })),
    );
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(checks.filter(({ name }) => name.startsWith('grad '))).not.toHaveLength(0);
  });

  it('fails a model with a wrong epsilon', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cases-'));
    try {
      await cp(root, folder, { recursive: true });
      const path = join(folder, 'model', 'config.json');
      const text = await readFile(path, 'utf8');
      await rm(path, { force: true });
      await writeFile(path, text.replace('"rms_norm_eps": 1e-06', '"rms_norm_eps": 1e-05'));
      const [result] = await runModelCases(folder, { backend, cases: ['text_eps'] });
      expect(result?.checks[0]).toMatchObject({ name: 'logits', passed: false });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('lists the cases there are', async () => {
    await expect(runModelCases(root, { backend, cases: ['nothing'] })).rejects.toThrow(
      'use one of: single, batch',
    );
  });
});

describeWithFixtures('qwen2_5-vl-tiny', (root) => {
  it('passes the cases of Qwen2.5-VL', async () => {
    const { backend } = await resolveBackend();
    const results = await runModelCases(root, { backend });
    const checks = results.flatMap((result) => result.checks);
    expect(checks.map(({ name }) => name)).toContain('vision_last_hidden');
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
    await backend.dispose();
  });
});

it('names a folder that holds no cases', async () => {
  const { backend } = await resolveBackend();
  await expect(runModelCases(tmpdir(), { backend })).rejects.toThrow('cases.json');
  await backend.dispose();
});
