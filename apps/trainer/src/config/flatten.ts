import { isTable } from './set-option';

/** A value of a config that holds no further named values, with the path to it. */
export interface Leaf {
  readonly path: readonly PropertyKey[];
  readonly value: unknown;
}

/** The leaves of a config in order. Lists of tables are opened, other lists are leaves; absent values are left out. */
export function flatten(value: unknown, path: readonly PropertyKey[] = []): readonly Leaf[] {
  if (value === undefined) return [];
  if (isTable(value)) return Object.entries(value).flatMap(([key, child]) => flatten(child, [...path, key]));
  if (Array.isArray(value) && value.some(isTable)) {
    return value.flatMap((child: unknown, i) => flatten(child, [...path, i]));
  }
  return [{ path, value }];
}
