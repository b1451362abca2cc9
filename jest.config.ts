/** @jest-config-loader esbuild-register */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from 'jest';

/** Dependencies that ship ES modules only; jest runs CommonJS, so they pass through swc. */
const esmOnly = [
  '@huggingface/tokenizers',
  '@huggingface/jinja',
  'smol-toml',
  'hyparquet',
  'echarts',
  'zrender',
  'fast-check',
  'p-limit',
  'yocto-queue',
  'pure-rand',
];

const projectDirectories = ['packages', 'apps']
  .flatMap((group) =>
    existsSync(join(__dirname, group))
      ? readdirSync(join(__dirname, group)).map((name) => `${group}/${name}`)
      : [],
  )
  .filter((directory) => existsSync(join(__dirname, directory, 'src')));

const swc = [
  '@swc/jest',
  { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
];

const config: Config = {
  // CI has the machine to itself; elsewhere jest leaves a core free.
  ...(process.env['CI'] === 'true' ? { maxWorkers: '100%' } : {}),
  testTimeout: 30_000, // a slow, shared machine is no failure; a test that hangs is
  reporters: ['default', '<rootDir>/scripts/count-tests.mjs'],
  projects: projectDirectories.map((directory) => ({
    displayName: directory.split('/')[1] ?? directory,
    rootDir: join(__dirname, directory),
    testMatch: ['<rootDir>/src/**/*.test.ts'],
    testEnvironment: join(__dirname, 'packages/testing/src/native-environment.ts'),
    transform: { '^.+\\.(ts|js|mjs)$': swc as [string, Record<string, unknown>] },
    transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
    moduleNameMapper: { '^@stepgrpo/([a-z-]+)$': join(__dirname, 'packages/$1/src/index.ts') },
  })),
};

export default config;
