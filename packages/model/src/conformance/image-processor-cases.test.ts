import { DataError } from '@stepgrpo/core';
import { describeWithFixtures } from '@stepgrpo/testing';
import { runImageProcessorCases } from './image-processor-cases';

describeWithFixtures('qwen2-vl-tiny', (root) => {
  it('passes every golden case', async () => {
    const results = await runImageProcessorCases(root);
    const failed = results.filter(
      ({ checks }) => checks.length === 0 || checks.some(({ passed }) => !passed),
    );
    expect(failed).toEqual([]);
    expect(results).toHaveLength(75);
  });
});

it('says which file a folder lacks', async () => {
  const run = runImageProcessorCases('/no-such-folder');
  await expect(run).rejects.toThrow(DataError);
  await expect(run).rejects.toThrow('/no-such-folder/image-processor/goldens.json');
});
