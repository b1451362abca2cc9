import { tf } from '../../tf';
import { eagerBackend } from '../eager-backend';
import { firstLine, type BackendProbe } from './probe';

/** The name under which both TensorFlow packages register with tfjs. */
const TENSORFLOW = 'tensorflow';

/** A probe of an optional TensorFlow package, given by how to import it; absent or broken, it is a finding and not an error. */
export function tensorflowProbe(
  packageName: string,
  summary: string,
  load: () => Promise<unknown>,
): BackendProbe {
  const name = packageName.replace('@tensorflow/', '');
  return {
    name,
    summary,
    async probe({ threads }) {
      const before = tf.getBackend() as string | undefined;
      try {
        await load();
        if (tf.findBackend(TENSORFLOW) === null)
          throw new Error(`${packageName} registered no backend with this copy of tfjs`);
        return {
          available: true,
          reason: `${packageName} loads.`,
          open: () => eagerBackend(name, TENSORFLOW, threads),
        };
      } catch (error) {
        return {
          available: false,
          reason: isMissing(error, packageName) ? `${packageName} is not installed.` : firstLine(error),
          fix: `npm install ${packageName}@4.22.0 --ignore-scripts=false, with Node 20 or 22 (its native library does not load from Node 23 on).`,
        };
      } finally {
        await tf.setBackend(before ?? 'cpu');
      }
    },
  };
}

function isMissing(error: unknown, packageName: string): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return (
    (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') && firstLine(error).includes(packageName)
  );
}
