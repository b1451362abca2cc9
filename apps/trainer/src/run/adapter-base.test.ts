import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aConfig, openFakeSession } from '../testing/open-fake-session';
import { adapterBaseOf, writeAdapterBase } from './adapter-base';
import { runDirectory } from './run-directory';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'stepgrpo-base-'))));
afterEach(() => rmSync(root, { recursive: true }));

it('keeps the weights of a preset where adapters are trained on them, and nowhere else', async () => {
  const directory = runDirectory(root);
  const { session: plain } = await openFakeSession();
  await writeAdapterBase(plain, directory);
  expect(existsSync(directory.base)).toBe(false);
  const { session } = await openFakeSession(aConfig({ model: { preset: 'tiny', lora: {} } }));
  await writeAdapterBase(session, directory);
  expect(existsSync(join(directory.base, 'weights.json'))).toBe(true);
});

it('names the way to it, or the model of the config', async () => {
  const directory = runDirectory(root);
  const { session } = await openFakeSession(aConfig({ model: { preset: 'tiny', lora: {} } }));
  expect(adapterBaseOf(session, directory, join(root, 'checkpoints', 'step'))).toBe('../../base');
  expect(adapterBaseOf(session, directory, directory.final)).toBe('../base');
  const named = { ...session, config: aConfig({ model: { path: 'Qwen/Qwen2-VL-2B-Instruct', lora: {} } }) };
  expect(adapterBaseOf(named, directory, directory.final)).toBe('Qwen/Qwen2-VL-2B-Instruct');
});
