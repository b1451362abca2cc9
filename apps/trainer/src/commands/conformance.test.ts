import { describeWithFixtures } from '@stepgrpo/testing';
import { runCommand } from '../testing/run-command';

describeWithFixtures('qwen2-vl-tiny', (root) => {
  it("prints each case's largest error and how many passed", async () => {
    const { exitCode, stdout } = await runCommand(['conformance', 'chat-template', root]);
    expect(exitCode).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.at(-1)).toMatch(/^(\d+) of \1 passed$/);
    expect(lines[0]).toMatch(/^ok {6}\S.* largest error 0/);
  });

  it('lists the cases for an unknown one', async () => {
    const { exitCode, stderr } = await runCommand(['conformance', 'chat-template', root, '--cases', 'nope']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/No case is named "nope"\. Fix: use one of: /);
  });
});

it('fails for a folder without reference data', async () => {
  const { exitCode, stderr } = await runCommand(['conformance', 'rewards', '/nowhere']);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/nowhere: there is no such folder.*official\.jsonl/);
});
