import { UnknownNameError } from './errors';

/** A closed table of named things. */
export interface Registry<T> {
  readonly kind: string;
  readonly names: readonly string[];
  has(name: string): boolean;
  /** Throws UnknownNameError, which lists the names there are. */
  get(name: string): T;
}

/** A look-up by name that says what exists when a name is unknown. Inherited object keys are not entries. */
export function defineRegistry<T>(kind: string, entries: Readonly<Record<string, T>>): Registry<T> {
  const table = new Map(Object.entries(entries));
  const names = [...table.keys()];
  return {
    kind,
    names,
    has: (name) => table.has(name),
    get(name) {
      const entry = table.get(name);
      if (entry === undefined) throw new UnknownNameError(kind, name, names);
      return entry;
    },
  };
}
