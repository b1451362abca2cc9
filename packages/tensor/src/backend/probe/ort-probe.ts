import { tf } from '../../tf';
import { scalarTensor } from '../../host-tensor';
import { loadRuntime } from '../../session/runtime';
import { ortBackend } from '../ort-backend';
import { firstLine, type BackendProbe, type BackendSettings, type Finding } from './probe';

/** A probe of one execution provider of onnxruntime-node: it compiles and runs a program of one addition. */
export function ortProbe(
  executionProvider: 'cpu' | 'cuda',
  text: { readonly summary: string; readonly fix: string },
): BackendProbe {
  const name = `ort-${executionProvider}`;
  const probe = async (settings: BackendSettings): Promise<Finding> => {
    try {
      const runtime = await loadRuntime();
      const known = runtime.listSupportedBackends().map((backend) => backend.name);
      if (!known.includes(executionProvider)) {
        return {
          available: false,
          reason: `onnxruntime-node lists only ${known.join(', ')} here.`,
          fix: text.fix,
        };
      }
      const open = () => ortBackend(name, runtime, { executionProvider, ...settings });
      await runOnce(open());
      return {
        available: true,
        reason: `onnxruntime-node runs a program on ${settings.threads} thread(s).`,
        open,
      };
    } catch (error) {
      return { available: false, reason: firstLine((error as Error).cause ?? error), fix: text.fix };
    }
  };
  return { name, summary: text.summary, probe };
}

async function runOnce(backend: ReturnType<typeof ortBackend>): Promise<void> {
  const one = scalarTensor(1);
  const increment = await backend.compile(({ x }: { readonly x: tf.Tensor }) => ({ y: tf.add(x, x) }), {
    x: { shape: [], dtype: 'float32' },
  });
  const { y } = await increment.run({ x: one });
  await backend.dispose();
  if (y.data[0] !== 2) throw new Error(`1 + 1 gave ${String(y.data[0])}`);
}
