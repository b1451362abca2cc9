import { describeWithFixtures } from '@stepgrpo/testing';
import { openCaseFolder } from './case-folder';
import { probeNames } from './probe-checks';

describeWithFixtures('qwen2-vl-tiny', (root) => {
  it('finds the cases about one part of the model', async () => {
    const folder = await openCaseFolder(root);
    expect([...probeNames(folder)].sort()).toEqual([
      'rope_image_last_and_text_row',
      'rope_right_pad',
      'rope_video_then_image',
      'text_eps',
      'vision_eps',
      'vision_t2',
    ]);
    await folder.close();
  });
});
