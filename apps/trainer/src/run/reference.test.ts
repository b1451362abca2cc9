import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRng, runConfigSchema } from '@stepgrpo/core';
import { hostTensor } from '@stepgrpo/tensor';
import { silentReporter } from '../progress/reporter';
import { openSession } from '../session';
import { fakeCollaborators } from '../testing/fake-collaborators';
import { freezeReference, loadReference } from './reference';
import { runDirectory } from './run-directory';

const config = runConfigSchema.parse({ name: 'x', model: { preset: 'tiny' } });
let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'stepgrpo-reference-'))));
afterEach(() => rmSync(root, { recursive: true }));

it('keeps the weights of the moment, and gives them back from disk', async () => {
  const session = await openSession(config, { collaborators: fakeCollaborators(), reporter: silentReporter });
  const before = session.policy.weights;
  const directory = join(root, 'reference');
  const frozen = await freezeReference(session, runDirectory(root));
  session.policy.setWeights({ w: hostTensor([createRng(9).uniform()]) });
  expect(frozen.policy.weights).toEqual(before);
  const loaded = await loadReference(session, directory, frozen.digest);
  expect(loaded.policy.weights).toEqual(before);
  await expect(loadReference(session, directory, 'other')).rejects.toThrow(/is not the one/);
  writeFileSync(join(directory, 'weights.json'), '{}');
  await expect(loadReference(session, directory, frozen.digest)).rejects.toThrow(/has changed/);
  await expect(loadReference(session, join(root, 'none'), frozen.digest)).rejects.toThrow(/is missing/);
});
