import { defineConfig } from 'tsup';

/** The one build every package shares: ESM for Node 20, with declarations. */
export const packageBuild = (entry: readonly string[] = ['src/index.ts']) =>
  defineConfig({
    entry: [...entry],
    format: ['esm'],
    target: 'node20',
    platform: 'node',
    dts: { compilerOptions: { customConditions: [] } },
    sourcemap: true,
    clean: true,
    treeshake: true,
  });
