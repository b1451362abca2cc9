/**
 * Where each key of a TOML text stands: dotted path, list positions included, to its line (from 1).
 *
 * Keys inside an inline table or a list that spans lines have the line of the key that holds them: look a path up with
 * `lineOf`, which falls back to the nearest holder. The text must already have been parsed without an error.
 *
 * Example  tomlLines('[a]\nb = 1').get('a.b') // 2
 */
export function tomlLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const listLengths = new Map<string, number>();
  let table: readonly string[] = [];
  let open: OpenValue = { depth: 0, quote: null };
  for (const [index, line] of text.split('\n').entries()) {
    if (open.depth > 0 || open.quote !== null) {
      open = scanValue(line, open);
      continue;
    }
    const trimmed = line.trim();
    if (trimmed.startsWith('[')) {
      table = tablePath(trimmed, listLengths);
      record(lines, table, index + 1);
      continue;
    }
    const key = readKey(trimmed);
    if (key === null) continue;
    record(lines, [...table, ...key.path], index + 1);
    open = scanValue(key.rest, { depth: 0, quote: null });
  }
  return lines;
}

/** The line of a path, or of the nearest table or list that holds it; null when the text has neither. */
export function lineOf(lines: ReadonlyMap<string, number>, path: readonly PropertyKey[]): number | null {
  for (let length = path.length; length > 0; length--) {
    const line = lines.get(path.slice(0, length).join('.'));
    if (line !== undefined) return line;
  }
  return null;
}

/** Brackets and the multi-line quote that are open at the end of a line. */
interface OpenValue {
  readonly depth: number;
  readonly quote: '"""' | "'''" | null;
}

function record(lines: Map<string, number>, path: readonly string[], line: number): void {
  const key = path.join('.');
  if (!lines.has(key)) lines.set(key, line);
}

/** The path of `[a.b]` or `[[a.b]]`; elements of lists of tables carry their position. */
function tablePath(header: string, listLengths: Map<string, number>): readonly string[] {
  const isList = header.startsWith('[[');
  const path = readKey(header.slice(isList ? 2 : 1))?.path ?? [];
  const resolved: string[] = [];
  path.forEach((part, i) => {
    resolved.push(part);
    const name = resolved.join('.');
    const length = listLengths.get(name) ?? 0;
    if (isList && i === path.length - 1) {
      listLengths.set(name, length + 1);
      resolved.push(String(length));
    } else if (length > 0) {
      resolved.push(String(length - 1));
    }
  });
  return resolved;
}

/** A dotted key, bare or quoted, up to `=` or `]`. */
function readKey(text: string): { readonly path: readonly string[]; readonly rest: string } | null {
  const path: string[] = [];
  let part = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === '"' || char === "'") {
      const end = text.indexOf(char, i + 1);
      if (end === -1) return null;
      part += text.slice(i + 1, end);
      i = end;
    } else if (char === '.') {
      path.push(part);
      part = '';
    } else if (char === '=' || char === ']') {
      return { path: [...path, part], rest: text.slice(i + 1) };
    } else if (char === '#') {
      return null;
    } else if (char !== ' ' && char !== '\t') {
      part += char;
    }
  }
  return null;
}

function scanValue(text: string, { depth, quote }: OpenValue): OpenValue {
  for (let i = 0; i < text.length; i++) {
    if (quote !== null) {
      const end = text.indexOf(quote, i);
      if (end === -1) return { depth, quote };
      i = end + 2;
      quote = null;
      continue;
    }
    const char = text[i]!;
    const triple = text.slice(i, i + 3);
    if (triple === '"""' || triple === "'''") {
      quote = triple;
      i += 2;
    } else if (char === '"' || char === "'") {
      i = endOfString(text, i);
    } else if (char === '[' || char === '{') {
      depth++;
    } else if (char === ']' || char === '}') {
      depth--;
    } else if (char === '#') {
      break;
    }
  }
  return { depth, quote };
}

/** Index of the quote that closes the one at `start`. */
function endOfString(text: string, start: number): number {
  const quote = text[start];
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\' && quote === '"') i++;
    else if (text[i] === quote) return i;
  }
  return text.length;
}
