const units = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 } as const;

/** A number of bytes for people, in decimal units: 4418073600 is "4.42 GB". */
export function byteText(bytes: number): string {
  const [name, size] = Object.entries(units).findLast(([, unit]) => bytes >= unit) ?? ['B', 1];
  const value = bytes / size;
  return `${size === 1 || value >= 100 ? Math.round(value) : value.toPrecision(3)} ${name}`;
}

/** The bytes a person means by "2GB", "500 MB" or "4096"; undefined when it is no size above 0. */
export function readByteCount(text: string): number | undefined {
  const match = /^(\d{1,15}(?:\.\d{1,6})?) ?([KMGT]?B)?$/i.exec(text.trim());
  if (match === null) return undefined;
  const unit = (match[2] ?? 'B').toUpperCase() as keyof typeof units;
  const bytes = Math.round(Number(match[1]) * units[unit]);
  return bytes > 0 ? bytes : undefined;
}
