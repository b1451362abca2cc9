import { flattenTree } from '../tree';
import type { CompiledFunction } from './backend';

type AnyCompiled = CompiledFunction<unknown, unknown>;

interface Entry {
  readonly compiled: Promise<AnyCompiled>;
  holders: number;
}

export interface CompileCache {
  /** The compiled form of this very function for these shapes and element types; made when there is none. */
  get(fn: object, specs: unknown, make: () => Promise<AnyCompiled>): Promise<AnyCompiled>;
  /** Disposes everything that is still held. */
  clear(): Promise<void>;
}

/**
 * Shares compiled functions between callers. The key is the function object itself and the specs, never a name,
 * so that a changed function cannot meet a program compiled for another. A program is freed with its last holder.
 */
export function compileCache(): CompileCache {
  const byFunction = new Map<object, Map<string, Entry>>();

  const forget = (fn: object, key: string): void => {
    const entries = byFunction.get(fn);
    entries?.delete(key);
    if (entries?.size === 0) byFunction.delete(fn);
  };

  return {
    async get(fn, specs, make) {
      const key = specKey(specs);
      const entries = byFunction.get(fn) ?? new Map<string, Entry>();
      byFunction.set(fn, entries);
      const entry = entries.get(key) ?? { compiled: make(), holders: 0 };
      entries.set(key, entry);
      entry.holders += 1;
      try {
        const compiled = await entry.compiled;
        return handle(compiled, async () => {
          entry.holders -= 1;
          if (entry.holders > 0) return;
          forget(fn, key);
          await compiled.dispose();
        });
      } catch (error) {
        forget(fn, key);
        throw error;
      }
    },
    async clear() {
      const held = [...byFunction.values()].flatMap((entries) => [...entries.values()]);
      byFunction.clear();
      for (const { compiled } of held) await (await compiled).dispose();
    },
  };
}

/** One holder's view of a shared compiled function; disposing it twice counts once. */
function handle(compiled: AnyCompiled, release: () => Promise<void>): AnyCompiled {
  let released: Promise<void> | undefined;
  return {
    stats: compiled.stats,
    run: (inputs) => compiled.run(inputs),
    dispose: () => (released ??= release()),
  };
}

function specKey(specs: unknown): string {
  const leaves = Object.entries(flattenTree(specs));
  return JSON.stringify(leaves.map(([name, { shape, dtype }]) => [name, dtype, ...shape]));
}
