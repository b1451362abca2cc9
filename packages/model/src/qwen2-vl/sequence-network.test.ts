import { resolveBackend } from '@stepgrpo/tensor';
import { describeWithFixtures } from '@stepgrpo/testing';
import { runModelCases } from '../conformance/model-cases';

jest.setTimeout(60_000); // compiling takes a while on a busy machine

describeWithFixtures('qwen2-vl-tiny', (root) => {
  it('computes on the eager reference backend what transformers computes', async () => {
    const { backend } = await resolveBackend({ prefer: 'tfjs-cpu' });
    const results = await runModelCases(root, { backend, cases: ['mixed', 'vision_t2', 'text_eps'] });
    expect(results.flatMap(({ checks }) => checks).filter(({ passed }) => !passed)).toEqual([]);
    await backend.dispose();
  });
});
