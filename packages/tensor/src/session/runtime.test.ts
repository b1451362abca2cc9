import { loadRuntime, sessionOptions } from './runtime';

it('loads onnxruntime-node, which runs on the processor everywhere', async () => {
  const runtime = await loadRuntime();
  expect(runtime.listSupportedBackends().map(({ name }) => name)).toContain('cpu');
});

it('passes every setting on', () => {
  const options = sessionOptions({ executionProvider: 'cuda', threads: 3, allowSpinning: false });
  expect(options).toMatchObject({ executionProviders: ['cuda'], intraOpNumThreads: 3, interOpNumThreads: 1 });
  expect(options.extra).toMatchObject({ session: { intra_op: { allow_spinning: '0' } } });
});
