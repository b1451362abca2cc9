import type { Collaborators } from './collaborators';
import type { ProgressTask, Reporter } from './progress/reporter';

const megabyte = 1e6;

/** The directory of a model by path or Hub name; a download shows how far it is. */
export async function findModel(
  name: string,
  { resolveModel }: Pick<Collaborators, 'resolveModel'>,
  reporter: Reporter,
): Promise<string> {
  let task: ProgressTask | null = null;
  const onProgress = (doneBytes: number, totalBytes: number): void => {
    task ??= reporter.start('download', Math.ceil(totalBytes / megabyte));
    task.update(
      doneBytes === totalBytes ? Math.ceil(totalBytes / megabyte) : Math.floor(doneBytes / megabyte),
      'MB',
    );
  };
  try {
    return await resolveModel(name, { onProgress });
  } finally {
    (task as ProgressTask | null)?.end();
  }
}
