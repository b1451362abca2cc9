import { BackendError } from '@stepgrpo/core';
import { compileToSession } from '../session/compiled';
import { sessionOptions, type OrtRuntime, type SessionSettings } from '../session/runtime';
import type { Backend } from './backend';
import { compileCache } from './compile-cache';

/** Runs compiled programs with ONNX Runtime. */
export function ortBackend(name: string, runtime: OrtRuntime, settings: SessionSettings): Backend {
  const cache = compileCache();
  const options = sessionOptions(settings);
  let isOpen = true;
  return {
    name,
    kind: 'compiled',
    threads: settings.threads,
    async compile(fn, specs, compileOptions = {}) {
      if (!isOpen) throw new BackendError(`The backend "${name}" was disposed.`, 'resolve a new one.');
      const make = () => compileToSession(fn, specs, { ...compileOptions, runtime, options });
      return cache.get(fn, specs, make) as ReturnType<typeof make>;
    },
    async dispose() {
      isOpen = false;
      await cache.clear();
    },
  };
}
