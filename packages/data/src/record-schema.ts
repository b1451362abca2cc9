import { DataError } from '@stepgrpo/core';
import type { z } from 'zod';
import type { DataRecord } from './records';

/**
 * The record as its schema describes it.
 *
 * Throws  DataError that names the field, what is there and what is expected; `fix` tells from the record what to do
 */
export function parseRecord<T>(
  schema: z.ZodType<T>,
  { place, value }: DataRecord,
  fix: (value: unknown) => string,
): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues;
  const first = describeIssue(issues[0]!, value);
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  throw new DataError(`${first}${more}.`, fix(value), place);
}

/** Whether a value is an object with a field of this name. */
export function hasField(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name);
}

function describeIssue(issue: z.core.$ZodIssue, record: unknown): string {
  const field = issue.path.length === 0 ? 'the record' : `field "${describePath(issue.path)}"`;
  if (issue.code !== 'invalid_type') return `${field}: ${lowerFirst(issue.message)}`;
  const found = issue.path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    record,
  );
  return found === undefined
    ? `${field} is missing, expected ${issue.expected}`
    : `${field} is ${describeValue(found)}, expected ${issue.expected}`;
}

/** `key_steps.Steps[1][0]`. */
function describePath(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`))
    .join('');
}

function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  const shown = JSON.stringify(value);
  return `the ${typeof value} ${shown.length > 40 ? `${shown.slice(0, 40)}…` : shown}`;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
