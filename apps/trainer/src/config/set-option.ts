import { ConfigError } from '@stepgrpo/core';
import { parse } from 'smol-toml';

/** One `--set key=value`. */
export interface SetOption {
  readonly path: readonly string[];
  readonly value: unknown;
}

/**
 * Reads `--set key=value`: the value as TOML where it is TOML, otherwise as the text itself.
 *
 * Example  parseSetOption('stepgrpo.optim.learningRate=1e-4').value // 0.0001
 * Throws   ConfigError when there is no `=` or no key
 */
export function parseSetOption(text: string): SetOption {
  const equals = text.indexOf('=');
  const path = text.slice(0, Math.max(equals, 0)).trim().split('.');
  if (equals === -1 || path.some((part) => part === '')) {
    throw new ConfigError(
      `"${text}" is not an override.`,
      'write --set key=value, as in --set stepgrpo.steps=20.',
      '--set',
    );
  }
  return { path, value: tomlValue(text.slice(equals + 1).trim()) };
}

function tomlValue(text: string): unknown {
  try {
    return parse(`value = ${text}`)['value'];
  } catch {
    return text; // a bare word, as in --set name=try-2
  }
}

/** A copy of `document` with the value at `path` replaced; numbers in the path are positions in lists. */
export function withOverride(document: unknown, { path, value }: SetOption): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const inner = { path: rest, value };
  if (Array.isArray(document) && /^\d{1,6}$/.test(key)) {
    const position = Number(key);
    if (position >= document.length) {
      throw new ConfigError(
        `position ${key} is past the end of a list of ${document.length}.`,
        'override an element that is there, or write the list in the file.',
        `--set ${path.join('.')}`,
      );
    }
    return document.map((element: unknown, i) => (i === position ? withOverride(element, inner) : element));
  }
  const table = isTable(document) ? document : {};
  const previous = Object.hasOwn(table, key) ? table[key] : undefined;
  // defineProperty semantics of a computed key in a literal: `__proto__` stays an ordinary key here.
  return { ...table, [key]: withOverride(previous, inner) };
}

/** Whether a value is a table of named values: not a list, not a date. */
export function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
