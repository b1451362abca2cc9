import { describeWithFixtures } from '@stepgrpo/testing';
import { openCaseFolder } from './case-folder';
import { layoutNames } from './layout-checks';

describeWithFixtures('qwen2-vl-tiny', (root) => {
  it('finds the other checkpoints of the folder, and not its other directories', async () => {
    const folder = await openCaseFolder(root);
    expect(layoutNames(folder)).toEqual(['model-bf16', 'model-sharded', 'model-v5-names']);
    await folder.close();
  });
});
