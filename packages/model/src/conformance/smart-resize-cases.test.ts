import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSmartResizeCases } from './smart-resize-cases';

const table = {
  factor: 28,
  configs: { published: [3136, 12845056] },
  rows: [
    { height: 84, width: 112, published: [84, 112] },
    { height: 70, width: 126, published: [84, 112] }, // wrong: ties go to even, 56 x 112
  ],
  must_throw_aspect_ratio_over_200: [
    { height: 1, width: 201 },
    { height: 1, width: 200 }, // wrong: allowed
  ],
};

it('passes right rows and fails wrong ones', async () => {
  const root = await mkdtemp(join(tmpdir(), 'smart-resize-'));
  await writeFile(join(root, 'smart_resize.json'), JSON.stringify(table));
  const results = await runSmartResizeCases(root);
  expect(results.map((result) => [result.case, result.checks.every(({ passed }) => passed)])).toEqual([
    ['size 112 x 84', true],
    ['size 126 x 70', false],
    ['size 201 x 1', true],
    ['size 200 x 1', false],
  ]);
});
