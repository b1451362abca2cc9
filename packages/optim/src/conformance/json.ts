import { DataError } from '@stepgrpo/core';

/** Anything a JSON file holds. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonRecord = { readonly [key: string]: Json };

/** Reads values out of a case, each with a clear error where the file is not of the expected layout. */
export interface CaseReader {
  readonly place: string;
  readonly keys: readonly string[];
  has(key: string): boolean;
  record(key: string): CaseReader;
  records(key: string): CaseReader[];
  /** A number; "NaN", "Infinity" and "-Infinity" are numbers, null is NaN. */
  number(key: string): number;
  /** A number, or undefined where it is absent or null. */
  optional(key: string): number | undefined;
  text(key: string): string;
  flag(key: string): boolean;
  list(key: string): number[];
  rows(key: string): number[][];
  /** Nested lists of one size each, as a shape and numbers row by row. */
  array(key: string): { readonly shape: number[]; readonly values: number[] };
  raw(key: string): Json | undefined;
}

/** A reader of one JSON object; `place` names it in errors. */
export function caseReader(value: Json | undefined, place: string): CaseReader {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(place, 'an object', value);
  const table = new Map(Object.entries(value as JsonRecord));
  const at = (key: string): string => `${place}: ${key}`;
  const list = (key: string): readonly Json[] => {
    const found = table.get(key);
    if (!Array.isArray(found)) throw wrong(at(key), 'a list', found);
    return found as readonly Json[];
  };
  return {
    place,
    keys: [...table.keys()],
    has: (key) => (table.get(key) ?? null) !== null,
    raw: (key) => table.get(key),
    array(key) {
      const shape: number[] = [];
      for (let level = table.get(key); Array.isArray(level); level = (level as readonly Json[])[0])
        shape.push(level.length);
      const values: number[] = [];
      const collect = (item: Json): void => {
        if (Array.isArray(item)) (item as readonly Json[]).forEach(collect);
        else values.push(numberOf(item, at(key)));
      };
      list(key).forEach(collect);
      if (values.length !== shape.reduce((size, length) => size * length, 1))
        throw wrong(at(key), 'lists of equal length', table.get(key));
      return { shape, values };
    },
    record: (key) => caseReader(table.get(key), at(key)),
    records: (key) => list(key).map((item, i) => caseReader(item, `${at(key)}[${i}]`)),
    number: (key) => numberOf(table.get(key), at(key)),
    optional: (key) => ((table.get(key) ?? null) === null ? undefined : numberOf(table.get(key), at(key))),
    text(key) {
      const found = table.get(key);
      if (typeof found !== 'string') throw wrong(at(key), 'a text', found);
      return found;
    },
    flag: (key) => table.get(key) === true,
    list: (key) => list(key).map((item, i) => numberOf(item, `${at(key)}[${i}]`)),
    rows: (key) =>
      list(key).map((row, i) => {
        if (!Array.isArray(row)) throw wrong(`${at(key)}[${i}]`, 'a list', row);
        return (row as readonly Json[]).map((item) => numberOf(item, `${at(key)}[${i}]`));
      }),
  };
}

function numberOf(value: Json | undefined, place: string): number {
  if (typeof value === 'number') return value;
  if (value === null || value === 'NaN') return Number.NaN;
  if (value === 'Infinity') return Infinity;
  if (value === '-Infinity') return -Infinity;
  throw wrong(place, 'a number', value);
}

function wrong(place: string, wanted: string, found: Json | undefined): DataError {
  const shown = found === undefined ? 'nothing' : (JSON.stringify(found) ?? '').slice(0, 40);
  return new DataError(
    `expected ${wanted}, found ${shown}.`,
    'use files of the layout "objectives/1".',
    place,
  );
}
