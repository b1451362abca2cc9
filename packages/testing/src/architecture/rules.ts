import type { ArchitectureRule } from './rule';
import { declaredDependencies } from './rules/declared-dependencies';
import { documentedPaths } from './rules/documented-paths';
import { fileLength } from './rules/file-length';
import { fileNames } from './rules/file-names';
import { importDirection } from './rules/import-direction';
import { indexExportsOnly } from './rules/index-exports-only';
import { noConsole } from './rules/no-console';
import { oneTestPerFile } from './rules/one-test-per-file';
import { packageReadme } from './rules/package-readme';
import { registeredRules } from './rules/registered-rules';

/** The rules of the house style that a program can check. */
export const architectureRules: readonly ArchitectureRule[] = [
  importDirection,
  declaredDependencies,
  fileLength,
  fileNames,
  noConsole,
  indexExportsOnly,
  oneTestPerFile,
  registeredRules,
  documentedPaths,
  packageReadme,
];
