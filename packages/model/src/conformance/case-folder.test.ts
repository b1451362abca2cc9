import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithFixtures } from '@stepgrpo/testing';
import { openCaseFolder } from './case-folder';

describeWithFixtures('qwen2-vl-tiny', (root) => {
  it('knows the model, the tolerances and the tensors', async () => {
    const folder = await openCaseFolder(root);
    expect(folder.modelDirectory).toBe(join(root, 'model/'));
    expect(folder.description.tolerances.logits_max_abs).toBe(2e-4);
    expect(folder.has('single.logits')).toBe(true);
    expect((await folder.read('text.input_ids')).shape).toEqual([1, 61]);
    await folder.close();
  });
});

it('names the place of what is missing', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'cases-'));
  try {
    await expect(openCaseFolder(directory)).rejects.toThrow('cases.json: cannot be read');
    await writeFile(join(directory, 'cases.json'), JSON.stringify({ model: 'model/', tolerances: {} }));
    await expect(openCaseFolder(directory)).rejects.toThrow('tolerances.logits_max_abs');
  } finally {
    await rm(directory, { recursive: true });
  }
});
