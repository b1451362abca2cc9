import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adapterBaseOf } from './adapter-base';
import { writeDirectory } from './atomic-directory';
import { modelCard, type CardFile } from './model-card';
import type { OpenRun } from './open-run';

/**
 * Writes the trained policy to `final`, complete or not at all: weights in the form of the checkpoint that training started
 * from, adapters merged, alone or both as the config says, and a model card.
 */
export async function exportFinal(run: OpenRun): Promise<void> {
  const { policy, config, source } = run.session;
  const { final } = run.directory;
  const { export: form } = config.output;
  const saveAdapter = (temporary: string, place: string): Promise<void> =>
    policy.save(temporary, { base: adapterBaseOf(run.session, run.directory, place) });
  await writeDirectory(final, async (temporary) => {
    if (form === 'adapter') await saveAdapter(temporary, final);
    else await policy.export(temporary, { source });
    if (form === 'both') await saveAdapter(join(temporary, 'adapter'), join(final, 'adapter'));
    writeFileSync(
      join(temporary, 'README.md'),
      modelCard({
        session: run.session,
        events: run.recorder.events,
        files: filesOf(temporary),
        license: licenseOf(source),
      }),
    );
  });
}

function filesOf(directory: string): readonly CardFile[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: path.slice(directory.length + 1), bytes: statSync(path).size }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The licence that the card of the source names: what comes from it has the same. */
function licenseOf(source: string | null): string | null {
  if (source === null) return null;
  try {
    const card = readFileSync(join(source, 'README.md'), 'utf8').slice(0, 65_536);
    const [before = '', frontMatter = ''] = card.split(/^---\r?$/m, 2);
    if (before !== '') return null; // a rule further down
    return /^license: *([\w.-]+) *\r?$/m.exec(frontMatter)?.[1] ?? null;
  } catch {
    return null; // a directory without a card says nothing about its licence
  }
}
