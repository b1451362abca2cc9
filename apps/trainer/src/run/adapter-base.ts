import { relative, sep } from 'node:path';
import { withoutAdapter } from '@stepgrpo/model';
import type { Session } from '../session';
import { writeDirectory } from './atomic-directory';
import type { RunDirectory } from './run-directory';

/** Saves the random weights of a preset once, where a run trains adapters on them: the adapters alone would be worth nothing. */
export async function writeAdapterBase({ policy, config }: Session, { base }: RunDirectory): Promise<void> {
  if (policy.lora === null || config.model.path !== undefined) return;
  const plain = policy.withWeights(withoutAdapter(policy.weights));
  try {
    await writeDirectory(base, (directory) => plain.save(directory));
  } finally {
    await plain.dispose();
  }
}

/** What an adapter saved in `directory` names as its base: the model of the config, or the way to the run's own. */
export function adapterBaseOf({ config }: Session, { base }: RunDirectory, directory: string): string {
  return config.model.path ?? relative(directory, base).split(sep).join('/');
}
