import { DataError } from '@stepgrpo/core';
import { describeWithFixtures } from '@stepgrpo/testing';
import { runTokenizerCases } from './tokenizer-cases';

describeWithFixtures('qwen2-vl-tiny', (root) => {
  it('passes every golden case', async () => {
    const results = await runTokenizerCases(root);
    const failed = results.filter(
      ({ checks }) => checks.length === 0 || checks.some(({ passed }) => !passed),
    );
    expect(failed).toEqual([]);
    expect(results).toHaveLength(65);
  });
});

it('says which file a folder lacks', async () => {
  const run = runTokenizerCases('/no-such-folder');
  await expect(run).rejects.toThrow(DataError);
  await expect(run).rejects.toThrow('/no-such-folder/tokenizer/goldens.json');
});
