import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigError, isStepGrpoError, ungradable } from '@stepgrpo/core';
import type { RewardOutcome, RewardRule } from '@stepgrpo/core';
import type { CreditedRule } from './step-rewards';

/** Loads a module by its absolute path and gives its exports. */
export type ImportModule = (path: string) => Promise<unknown>;

const importFile: ImportModule = (path) => import(pathToFileURL(path).href);

/**
 * A rule from a module of one's own: `export default` a rule, or a function from options to a rule; an export called
 * `rule` does as well. The module is code that runs with the rights of this process.
 *
 * What it returns is checked at each call: an outcome that is no outcome, or a value outside of the rule's range, is
 * "ungradable" with the reason, never a number in the reward.
 *
 * Throws  ConfigError that names the module: no such file, it does not load, exports no rule, or something else than one
 */
export async function loadRule(
  path: string,
  options: Readonly<Record<string, unknown>> = {},
  importModule: ImportModule = importFile,
): Promise<RewardRule> {
  const file = resolve(path);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new ConfigError(
      'there is no such file.',
      'correct "module"; it is relative to the config file.',
      file,
    );
  }
  const exported = exportedRule(await exportsOf(file, importModule), file);
  return checkedRule(requireRule(madeRule(exported, options, file), file));
}

async function exportsOf(
  file: string,
  importModule: ImportModule,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const loaded = await importModule(file);
    return typeof loaded === 'object' && loaded !== null ? { ...loaded } : {};
  } catch (cause) {
    const fix = /\.[cm]?ts$/.test(file)
      ? 'compile it to JavaScript and name that file; Node 20 does not read TypeScript.'
      : 'correct it until `node` runs the file without a complaint.';
    throw new ConfigError(`does not load (${reasonOf(cause)}).`, fix, file, { cause });
  }
}

const howToExport = 'write `export default` in front of the rule, or of a function (options) => rule.';

function exportedRule(exports: Readonly<Record<string, unknown>>, file: string): unknown {
  for (const name of ['default', 'rule']) {
    const found = exports[name];
    if (found !== undefined) return found;
  }
  const names = Object.keys(exports);
  const what = names.length === 0 ? 'exports nothing' : `exports no rule, only: ${names.join(', ')}`;
  throw new ConfigError(`${what}.`, howToExport, file);
}

function madeRule(exported: unknown, options: Readonly<Record<string, unknown>>, file: string): unknown {
  if (typeof exported !== 'function') {
    const given = Object.keys(options);
    if (given.length === 0) return exported;
    throw new ConfigError(
      `has no options, but the config gives: ${given.join(', ')}.`,
      'export a function (options) => rule, or remove the options.',
      file,
    );
  }
  try {
    return (exported as (options: unknown) => unknown)(options);
  } catch (cause) {
    if (isStepGrpoError(cause)) throw cause;
    throw new ConfigError(
      `its function threw ${reasonOf(cause)} for the options ${JSON.stringify(options)}.`,
      'correct the options, or the module.',
      file,
      { cause },
    );
  }
}

function requireRule(made: unknown, file: string): RewardRule {
  const problem = shapeProblem(made);
  if (problem === null) return made as RewardRule;
  const fix =
    'give { name, range: [min, max], score(sample, completion) }, see docs/adding-a-reward-rule.md.';
  throw new ConfigError(`is not a rule: ${problem}.`, fix, file);
}

function shapeProblem(made: unknown): string | null {
  if (made instanceof Promise) return 'the function is async, but rules are made at once';
  if (typeof made !== 'object' || made === null) return `it gives ${shown(made)}, not an object`;
  const { name, range, score } = made as Partial<Record<'name' | 'range' | 'score', unknown>>;
  if (typeof name !== 'string' || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    return `"name" is ${shown(name)}, not a kebab-case text`;
  }
  if (!isRange(range)) return `"range" is ${shown(range)}, not two finite numbers, the smaller one first`;
  return typeof score === 'function' ? null : `"score" is ${shown(score)}, not a function`;
}

function isRange(range: unknown): range is readonly [number, number] {
  if (!Array.isArray(range) || range.length !== 2) return false;
  const [min, max] = range as unknown[];
  return Number.isFinite(min) && Number.isFinite(max) && (min as number) <= (max as number);
}

/** The rule with its outcomes checked. */
function checkedRule(rule: CreditedRule): CreditedRule {
  const { name, range, credit } = rule;
  return {
    name,
    range,
    ...(credit === undefined ? {} : { credit }),
    async score(sample, completion) {
      const outcome: unknown = await rule.score(sample, completion);
      const problem = outcomeProblem(outcome, range);
      return problem === null ? (outcome as RewardOutcome) : ungradable(`the rule gave ${problem}`);
    },
  };
}

function outcomeProblem(outcome: unknown, [min, max]: readonly [number, number]): string | null {
  if (typeof outcome !== 'object' || outcome === null) return `${shown(outcome)}, not { kind, value }`;
  const { kind, value, reason, parts } = outcome as Partial<Record<string, unknown>>;
  if (kind === 'ungradable') return typeof reason === 'string' ? null : 'no reason for "ungradable"';
  if (kind !== 'scored') return `the kind ${shown(kind)}, not "scored" or "ungradable"`;
  if (typeof value !== 'number' || !Number.isFinite(value)) return `the value ${shown(value)}`;
  if (value < min || value > max) return `${value}, outside of its range [${min}, ${max}]`;
  return parts === undefined || (Array.isArray(parts) && parts.every(isPart))
    ? null
    : 'parts without a label, a finite value, evidence, or with a span that is no [start, end]';
}

function isPart(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false;
  const { label, value, evidence, span } = part as Partial<Record<string, unknown>>;
  return (
    typeof label === 'string' &&
    Number.isFinite(value) &&
    typeof evidence === 'string' &&
    (span === undefined || isSpan(span))
  );
}

function isSpan(span: unknown): boolean {
  if (!Array.isArray(span) || span.length !== 2) return false;
  const [start, end] = span as unknown[];
  return Number.isSafeInteger(start) && Number.isSafeInteger(end) && 0 <= Number(start) && start! <= end!;
}

function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'number' || value === undefined) return String(value);
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
