/** The first program of a README: the text of its first ```ts block; null when there is none. */
export function readmeProgram(readme: string): string | null {
  const lines = readme.split('\n');
  const start = lines.indexOf('```ts');
  if (start === -1) return null;
  const end = lines.indexOf('```', start);
  return lines.slice(start + 1, end === -1 ? undefined : end).join('\n');
}
