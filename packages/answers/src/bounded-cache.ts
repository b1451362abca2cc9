/** Values by text, made once; the least recently used one goes when there are more than `capacity`. */
export function boundedCache<T>(capacity: number, make: (text: string) => T): (text: string) => T {
  const entries = new Map<string, T>();
  return (text) => {
    const known = entries.get(text);
    if (known !== undefined) {
      entries.delete(text);
      entries.set(text, known);
      return known;
    }
    const value = make(text);
    entries.set(text, value);
    if (entries.size > capacity) entries.delete(entries.keys().next().value!);
    return value;
  };
}
