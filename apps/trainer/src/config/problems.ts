import { runConfigSchema } from '@stepgrpo/core';
import type { z } from 'zod';
import { nearestName } from './nearest-name';
import { descriptionAt, keysAt } from './schema-keys';

/** One thing that is wrong with a config, in words for the person who wrote it. */
export interface ConfigProblem {
  readonly path: readonly PropertyKey[];
  readonly what: string;
  readonly fix: string;
}

type Issue = z.core.$ZodIssue;

/** The problems behind a failed parse, an unknown key each by itself. */
export function configProblems(issues: readonly Issue[]): readonly ConfigProblem[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownKey(issue.path, key))
      : [badValue(issue)],
  );
}

function unknownKey(table: readonly PropertyKey[], key: string): ConfigProblem {
  const known = keysAt(runConfigSchema, table);
  const nearest = nearestName(key, known);
  const place = table.length === 0 ? 'the top level' : `"${dotted(table)}"`;
  return {
    path: [...table, key],
    what: `unknown key "${key}".`,
    fix: nearest === null ? `${place} takes: ${known.join(', ')}.` : `did you mean "${nearest}"?`,
  };
}

function badValue(issue: Issue): ConfigProblem {
  const description = descriptionAt(runConfigSchema, issue.path);
  const given = 'input' in issue ? issue.input : undefined;
  const isMissing = given === undefined && issue.code === 'invalid_type';
  const wanted = expectation(issue);
  const what = isMissing ? `is missing; it must be ${wanted}.` : `must be ${wanted}; it is ${shown(given)}.`;
  if (issue.code === 'custom')
    return { path: issue.path, what: `${issue.message}.`, fix: 'correct this table.' };
  const verb = isMissing ? 'add' : 'correct';
  return {
    path: issue.path,
    what,
    fix: `${verb} ${dotted(issue.path)}${description === undefined ? '.' : ` (${description.replace(/\.$/, '')}).`}`,
  };
}

/** What would have been accepted: "a whole number", "at least 2", "one of …". */
function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[issue.expected] ?? issue.expected;
    case 'too_small':
      return `${counted(issue.origin)}${issue.inclusive ? 'at least' : 'above'} ${issue.minimum}`;
    case 'too_big':
      return `${counted(issue.origin)}${issue.inclusive ? 'at most' : 'below'} ${issue.maximum}`;
    case 'invalid_value':
      return `one of ${issue.values.map(shown).join(', ')}`;
    case 'invalid_format':
      return issue.message;
    case 'invalid_union':
      return unionExpectation(issue);
    default:
      return issue.message;
  }
}

function unionExpectation(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const options = 'options' in issue ? issue.options : undefined;
  if (Array.isArray(options)) return `one of ${options.map(shown).join(', ')}`;
  return issue.errors.flatMap((branch) => branch.slice(0, 1).map(expectation)).join(' or ');
}

const typeNames: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  object: 'a table',
  array: 'a list',
  tuple: 'a list',
};

function counted(origin: string): string {
  if (origin === 'array') return 'a list with elements, ';
  return origin === 'string' ? 'a text with a length of ' : '';
}

function shown(value: unknown): string {
  const text = typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  return text === undefined ? 'absent' : text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** A path as it is written after `--set`. */
export function dotted(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
