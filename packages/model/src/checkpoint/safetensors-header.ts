import { CheckpointError } from '@stepgrpo/core';
import { elementBytes, isElementType, type ElementType } from './element-types';

/**
 * The header of a safetensors file: 8 bytes of length, then JSON that names each tensor's type, shape and bytes.
 * A file from outside is hostile until every rule holds: size, then header, then bounds, then coverage.
 *
 * Source  huggingface/safetensors README "Format"
 */
export interface TensorEntry {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** Byte range within the data, which starts after the header. */
  readonly start: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly entries: readonly TensorEntry[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** Longest header the format allows, in bytes. */
export const MAX_HEADER_BYTES = 100_000_000;

/**
 * The header's length in bytes, from the first 8 bytes of a file.
 *
 * Throws  CheckpointError when the file is too short, or the length impossible
 */
export function headerLength(first: Uint8Array, fileBytes: number, file: string): number {
  if (fileBytes < 8 || first.length < 8) {
    throw broken(file, `has ${fileBytes} byte(s); a safetensors file has at least 8`);
  }
  const length = new DataView(first.buffer, first.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER_BYTES)) {
    throw broken(file, `announces a header of ${length} bytes; the format allows ${MAX_HEADER_BYTES}`);
  }
  if (Number(length) + 8 > fileBytes) {
    throw broken(file, `announces a header of ${length} bytes, but has ${fileBytes} bytes in all`);
  }
  return Number(length);
}

/**
 * Reads and checks a header against the bytes that follow it.
 *
 * Throws  CheckpointError that names the file, the tensor and the rule it breaks
 */
export function parseHeader(text: string, dataBytes: number, file: string): SafetensorsHeader {
  const json = parseObject(text, file);
  const names = topLevelKeys(text);
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw broken(file, `lists the tensor "${name}" twice`);
    seen.add(name);
  }
  const entries = Object.entries(json)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => parseEntry(name, value, file));
  const metadata = parseMetadata(json['__metadata__'], file);
  checkLength(entries, dataBytes, file);
  for (const entry of entries) checkBounds(entry, dataBytes, file);
  checkCoverage(entries, dataBytes, file);
  return { entries, metadata };
}

function parseObject(text: string, file: string): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw broken(file, 'has a header that is not JSON', { cause });
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw broken(file, 'has a header that is no JSON object');
  }
  return json as Record<string, unknown>;
}

/** The keys of a JSON object as written, repeated ones included, which `JSON.parse` would hide. The text is valid JSON. */
function topLevelKeys(text: string): string[] {
  const keys: string[] = [];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    else if (character === '"') {
      const start = i++;
      while (text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
      let after = i + 1;
      while (text[after] === ' ' || text[after] === '\n' || text[after] === '\r' || text[after] === '\t')
        after++;
      if (depth === 1 && text[after] === ':') keys.push(JSON.parse(text.slice(start, i + 1)) as string);
    }
  }
  return keys;
}

function parseEntry(name: string, value: unknown, file: string): TensorEntry {
  const {
    dtype,
    shape,
    data_offsets: offsets,
  } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (!isElementType(dtype)) {
    const known = Object.keys(elementBytes).join(', ');
    throw broken(file, `gives "${name}" the unknown element type ${JSON.stringify(dtype)} (known: ${known})`);
  }
  if (!isArrayOfCounts(shape)) {
    throw broken(file, `gives "${name}" the shape ${JSON.stringify(shape)}, which is no list of counts`);
  }
  if (!isArrayOfCounts(offsets) || offsets.length !== 2) {
    throw broken(file, `gives "${name}" the offsets ${JSON.stringify(offsets)}, which are no pair of counts`);
  }
  const [start = 0, end = 0] = offsets;
  return { name, type: dtype, shape, start, end };
}

function bytesOf(type: ElementType, shape: readonly number[]): number {
  return shape.reduce((bytes, dimension) => bytes * dimension, elementBytes[type]);
}

/** A header whose tensors fill exactly what it describes is right, and a shorter file is cut. */
function checkLength(entries: readonly TensorEntry[], dataBytes: number, file: string): void {
  let [described, furthest] = [0, 0];
  for (const { type, shape, end } of entries) {
    described += bytesOf(type, shape);
    furthest = Math.max(furthest, end);
  }
  if (furthest <= dataBytes || described !== furthest) return;
  throw broken(file, `is cut short: its header describes ${furthest} bytes of data, ${dataBytes} are there`);
}

function checkBounds({ name, type, shape, start, end }: TensorEntry, dataBytes: number, file: string): void {
  if (end < start) throw broken(file, `ends "${name}" at byte ${end}, before its start at ${start}`);
  if (end > dataBytes) {
    throw broken(
      file,
      `places "${name}" at bytes ${start} to ${end}, outside its ${dataBytes} bytes of data`,
    );
  }
  const expected = bytesOf(type, shape);
  if (end - start !== expected) {
    throw broken(
      file,
      `gives "${name}" ${end - start} bytes; ${type} of shape [${shape.join(', ')}] takes ${expected}`,
    );
  }
}

function checkCoverage(entries: readonly TensorEntry[], dataBytes: number, file: string): void {
  const ordered = [...entries].sort((a, b) => a.start - b.start || a.end - b.end);
  let covered = 0;
  let last = 'the header';
  for (const { name, start, end } of ordered) {
    if (start < covered)
      throw broken(file, `lets "${name}" overlap ${last}: it starts at ${start}, before ${covered}`);
    if (start > covered) throw broken(file, `leaves a hole of ${start - covered} bytes before "${name}"`);
    covered = end;
    last = `"${name}"`;
  }
  if (covered !== dataBytes)
    throw broken(file, `holds ${dataBytes - covered} bytes that belong to no tensor`);
}

function parseMetadata(value: unknown, file: string): Record<string, string> {
  if (value === undefined) return {};
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isRecord || !Object.values(value).every((entry) => typeof entry === 'string')) {
    throw broken(file, 'has metadata that is no record of texts');
  }
  return value as Record<string, string>;
}

function isArrayOfCounts(value: unknown): value is number[] {
  return (
    Array.isArray(value) && value.every((entry) => Number.isSafeInteger(entry) && (entry as number) >= 0)
  );
}

function broken(file: string, what: string, options?: ErrorOptions): CheckpointError {
  return new CheckpointError(`${file} ${what}.`, 'fetch or write the file again.', options);
}
