/** What Python calls the type of a JSON value. */
export function pythonTypeName(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'str';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float';
    case 'boolean':
      return 'bool';
    default:
      if (value === null || value === undefined) return 'NoneType';
      return Array.isArray(value) ? 'list' : 'dict';
  }
}

/** What a Python `for` loop over a JSON value visits: characters, items or names; null when it cannot be iterated. */
export function pythonItems(value: unknown): readonly unknown[] | null {
  if (typeof value === 'string') return [...value];
  if (Array.isArray(value)) return value as unknown[];
  if (typeof value === 'object' && value !== null) return Object.keys(value);
  return null;
}
