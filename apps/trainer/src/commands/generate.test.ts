import { writeFileSync } from 'node:fs';
import { runCommand } from '../testing/run-command';
import { runFiles, type RunFiles } from '../testing/run-files';

let files: RunFiles;
beforeEach(() => {
  files = runFiles();
  writeFileSync(files.path('weights.json'), '{"w":{"shape":[1],"data":[0.5]}}');
});
afterEach(() => files.remove());

const generate = (...args: readonly string[]) =>
  runCommand(['generate', files.root, '--question', 'q', ...args]);

it('is greedy for one answer, and draws at temperature 1 for several', async () => {
  const one = await generate();
  expect(one.calls.sample[0]!.options).toMatchObject({ groupSize: 1, temperature: 0 });
  const many = await generate('-n', '3', '--seed', 's', '--top-k', '5', '--max-tokens', '9');
  expect(many.calls.sample[0]!.options).toMatchObject({
    groupSize: 3,
    temperature: 1,
    topK: 5,
    maxNewTokens: 9,
  });
  expect(many.stdout.match(/── answer/g)).toHaveLength(3);
});

it('gives one JSON object per answer', async () => {
  const { stdout } = await generate('-n', '2', '--json', '--temperature', '0.5');
  const answers = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(answers).toEqual([
    { text: expect.any(String), tokens: expect.any(Number), finishReason: 'stop' },
    { text: expect.any(String), tokens: expect.any(Number), finishReason: 'stop' },
  ]);
});
