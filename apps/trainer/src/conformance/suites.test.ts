import { describeWithFixtures } from '@stepgrpo/testing';
import { runSuite } from './run-suite';
import { suites } from './suites';

it('has the suites of the command', () => {
  expect(suites.names).toEqual([
    'model',
    'tokenizer',
    'image-processor',
    'chat-template',
    'rewards',
    'objectives',
  ]);
});

describeWithFixtures('qwen2-vl-tiny', (root) => {
  it.each(['chat-template', 'tokenizer'])('%s passes', async (name) => {
    const { results, passed } = await runSuite(suites.get(name), root, {
      backend: null as never,
      cases: undefined,
    });
    expect(results.length).toBeGreaterThan(0);
    expect(passed).toBe(results.length);
  });
});
