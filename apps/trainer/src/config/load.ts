import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigError, runConfigSchema, type RunConfig } from '@stepgrpo/core';
import { TomlError, parse } from 'smol-toml';
import { reasonOf } from '../reason-of';
import { flatten } from './flatten';
import { configProblems, dotted, type ConfigProblem } from './problems';
import { isTable, parseSetOption, withOverride, type SetOption } from './set-option';
import { lineOf, tomlLines } from './toml-lines';

/** Where a resolved value comes from. */
export type Origin =
  { readonly kind: 'file'; readonly line: number } | { readonly kind: 'set' } | { readonly kind: 'default' };

/** A validated config with every default filled in. */
export interface LoadedConfig {
  readonly file: string;
  readonly config: RunConfig;
  /** The origin of every leaf of `config`, by dotted path. */
  readonly origins: ReadonlyMap<string, Origin>;
}

export interface LoadOptions {
  /** Overrides as written after `--set`, later ones winning. */
  readonly set?: readonly string[];
  /** Checkpoint in the place of the model of the config: a directory, or owner/name on the Hub. */
  readonly model?: string;
}

/**
 * Reads a run config from a TOML file, applies overrides, validates it and fills in the defaults.
 *
 * Throws  ConfigError that names file, line and key when the file cannot be read, is not TOML, or breaks the schema
 */
export function loadConfig(file: string, { set = [], model }: LoadOptions = {}): LoadedConfig {
  const text = readText(file);
  const overrides = set.map(parseSetOption);
  const overridden = overrides.reduce(withOverride, parseToml(text, file));
  const document = model === undefined ? overridden : withModel(overridden, model);
  const locate = locator({ file, lines: tomlLines(text), overrides });
  const parsed = runConfigSchema.safeParse(document, { reportInput: true });
  if (!parsed.success) throw configError(configProblems(parsed.error.issues), locate, file);
  const written = new Set(flatten(document).map(({ path }) => dotted(path)));
  const origins = flatten(parsed.data).map(({ path }): [string, Origin] => {
    const key = dotted(path);
    const isWritten = written.has(key);
    return [key, isWritten ? locate(path).origin : { kind: 'default' }];
  });
  return { file, config: withModulePaths(parsed.data, dirname(file)), origins: new Map(origins) };
}

/** Modules of reward rules by absolute path, so that the config of a run still names them in its own directory. */
function withModulePaths(config: RunConfig, directory: string): RunConfig {
  if (config.stepgrpo === undefined) return config;
  const rewards = config.stepgrpo.rewards.map((reward) =>
    reward.module === undefined ? reward : { ...reward, module: resolve(directory, reward.module) },
  );
  return { ...config, stepgrpo: { ...config.stepgrpo, rewards } };
}

/** The document with another checkpoint; what belongs to a preset goes, everything else about the model stays. */
function withModel(document: unknown, path: string): unknown {
  const table = isTable(document) ? document : {};
  const { preset: _preset, vocabSize: _vocabSize, ...rest } = isTable(table['model']) ? table['model'] : {};
  return { ...table, model: { ...rest, path } };
}

interface Place {
  readonly text: string;
  readonly origin: Origin;
}
type Locator = (path: readonly PropertyKey[]) => Place;

function locator(sources: {
  readonly file: string;
  readonly lines: ReadonlyMap<string, number>;
  readonly overrides: readonly SetOption[];
}): Locator {
  return (path) => {
    const key = dotted(path);
    const isSet = sources.overrides.some((override) => isWithin(key, override.path.join('.')));
    if (isSet) return { text: `--set ${key}`, origin: { kind: 'set' } };
    const line = lineOf(sources.lines, path);
    if (line === null) return { text: `${sources.file}: ${key}`, origin: { kind: 'default' } };
    return { text: `${sources.file}:${line}: ${key}`, origin: { kind: 'file', line } };
  };
}

function isWithin(key: string, holder: string): boolean {
  return key === holder || key.startsWith(`${holder}.`);
}

function configError(problems: readonly ConfigProblem[], locate: Locator, file: string): ConfigError {
  const [first] = problems;
  if (first === undefined || problems.length > 1) {
    const lines = problems.map(({ path, what, fix }) => `\n  ${locate(path).text}: ${what} Fix: ${fix}`);
    return new ConfigError(`${problems.length} problems.${lines.join('')}\n`, 'correct each of them.', file);
  }
  return new ConfigError(first.what, first.fix, locate(first.path).text);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError(
      `cannot be read (${reasonOf(cause)}).`,
      'give the path of a run config, as in configs/digits.toml.',
      file,
      { cause },
    );
  }
}

function parseToml(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const [reason] = cause.message.split('\n');
    throw new ConfigError(`${reason}.`, 'correct the TOML there.', `${file}:${cause.line}:${cause.column}`, {
      cause,
    });
  }
}
