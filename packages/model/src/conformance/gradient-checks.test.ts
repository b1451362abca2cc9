import { describeWithFixtures } from '@stepgrpo/testing';
import { openCaseFolder } from './case-folder';
import { gradientChecks } from './gradient-checks';
import type { CaseContext } from './model-cases';

describeWithFixtures('qwen2-vl-tiny', (root) => {
  it('has nothing to say about a case without gradients', async () => {
    const folder = await openCaseFolder(root);
    expect(await gradientChecks({ folder } as unknown as CaseContext, 'mixed')).toEqual([]);
    await folder.close();
  });
});
