import { describeWithFixtures } from '@stepgrpo/testing';
import { readConfig } from '../checkpoint/checkpoint';
import { openCaseFolder } from './case-folder';
import { readRows } from './case-rows';

describeWithFixtures('qwen2-vl-tiny', (root) => {
  it('strips the padding of both sides and splits where the labels begin', async () => {
    const folder = await openCaseFolder(root);
    const rows = await readRows(folder, await readConfig(folder.modelDirectory), 'mixed');
    // prompt_tokens and completion_tokens of cases.json
    expect(rows.map(({ prompt }) => prompt.tokenIds.length)).toEqual([48, 32]);
    expect(rows.map(({ completionIds }) => completionIds.length)).toEqual([11, 4]);
    expect(rows.map(({ prompt }) => prompt.images.map(({ grid }) => grid))).toEqual([[[1, 4, 4]], []]);
    expect(rows[0]?.prompt.imageSpans[0]?.length).toBe(4);
    expect(rows[1]?.columns[0]).toBe(16);
    await folder.close();
  });

  it('finds videos among the spans, but not among the images', async () => {
    const folder = await openCaseFolder(root);
    const config = await readConfig(folder.modelDirectory);
    const [row] = await readRows(folder, config, 'rope_video_then_image');
    expect(row?.spans).toHaveLength(2);
    expect(row?.prompt.images).toHaveLength(1);
    await folder.close();
  });
});
