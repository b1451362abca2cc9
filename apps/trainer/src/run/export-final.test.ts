import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunConfig } from '@stepgrpo/core';
import { silentReporter } from '../progress/reporter';
import { fakeCollaborators } from '../testing/fake-collaborators';
import { aConfig } from '../testing/open-fake-session';
import { exportFinal } from './export-final';
import { startRun } from './open-run';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'stepgrpo-final-'))));
afterEach(() => rmSync(root, { recursive: true }));

async function finalOf(config: RunConfig): Promise<string> {
  const path = join(root, 'run');
  const options = { collaborators: fakeCollaborators(), reporter: silentReporter, path, force: true };
  const run = await startRun(config, options);
  await exportFinal(run);
  await run.close();
  return join(path, 'final');
}

it.each([
  ['merged', ['README.md', 'weights.json']],
  ['adapter', ['README.md', 'weights.json']],
  ['both', ['README.md', 'adapter', 'adapter/weights.json', 'weights.json']],
] as const)('exports %s', async (form, names) => {
  const config = aConfig({ model: { preset: 'tiny', lora: {} }, output: { export: form } });
  const final = await finalOf(config);
  expect((readdirSync(final, { recursive: true }) as string[]).sort()).toEqual([...names]);
  const card = readFileSync(join(final, 'README.md'), 'utf8');
  expect(card.includes('library_name: peft')).toBe(form === 'adapter');
  expect(card).toContain('| `weights.json` |');
});

it('hands the licence of the source on', async () => {
  const source = mkdtempSync(join(root, 'source-'));
  writeFileSync(join(source, 'weights.json'), '{"w":{"shape":[1],"data":[0.5]}}');
  const licenseWith = async (card: string): Promise<string | undefined> => {
    writeFileSync(join(source, 'README.md'), card);
    const final = await finalOf(aConfig({ model: { path: source } }));
    return /^license: (.*)$/m.exec(readFileSync(join(final, 'README.md'), 'utf8'))?.[1];
  };
  expect(await licenseWith('---\nlicense: apache-2.0\nlanguage: en\n---\n# A model\n')).toBe('"apache-2.0"');
  expect(await licenseWith('# A model\n\n---\n\nlicense: mine\n')).toBeUndefined();
});
