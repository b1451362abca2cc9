import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { BundleFileName, BundleFiles } from '../text-bundle-files';
import { readBundleFiles } from '../text-bundle-files';
import type { Tokenizer } from '../tokenizer';
import { createTokenizer } from '../tokenizer';
import { normalizeNfc } from '../tokenizer/normalize';
import { preTokenize } from '../tokenizer/pre-tokenize';
import { readTokenizerSpec } from '../tokenizer/read-tokenizer';
import type { CaseCheck, CaseResult } from './case-result';
import { checkEqual, runCase } from './case-result';
import { readGoldenFile } from './golden-file';

const ids = z.array(z.number());
const decoding = z.object({ name: z.string(), ids, decoded: z.string(), decoded_skip_special: z.string() });
const encoding = decoding.extend({
  text: z.string(),
  normalized: z.string().optional(),
  pre_tokens: z.array(z.string()).nullish(),
});
const goldens = z.object({ cases: z.array(encoding), decode_only: z.array(decoding).default([]) });

/**
 * Compares the tokenizer with golden data, once for each way its files are written: `tokenizer.json`,
 * `tokenizer-legacy-merges.json`, and `vocab.json` with `merges.txt`.
 *
 * Throws  DataError when `<folder>/tokenizer/goldens.json` is absent; CheckpointError when no tokenizer can be read
 */
export async function runTokenizerCases(folder: string): Promise<readonly CaseResult[]> {
  const directory = join(folder, 'tokenizer');
  const golden = await readGoldenFile(join(directory, 'goldens.json'), goldens);
  const tokenizers = await tokenizersOf(directory);
  const each = (check: (tokenizer: Tokenizer, files: string) => readonly CaseCheck[]): CaseCheck[] =>
    [...tokenizers].flatMap(([files, tokenizer]) => check(tokenizer, files));
  const encoded = golden.cases.map((golden) =>
    runCase(golden.name, () => [
      ...checkPieces(golden),
      ...each((tokenizer, files) => [
        checkEqual(`ids (${files})`, tokenizer.encode(golden.text), golden.ids),
        checkEqual(`offset ids (${files})`, tokenizer.encodeWithOffsets(golden.text).ids, golden.ids),
        ...checkDecoding(tokenizer, files, golden),
      ]),
    ]),
  );
  const decoded = golden.decode_only.map((golden) =>
    runCase(`decode ${golden.name}`, () =>
      each((tokenizer, files) => checkDecoding(tokenizer, files, golden)),
    ),
  );
  return Promise.all([...encoded, ...decoded]);
}

function checkPieces({ text, normalized, pre_tokens }: z.output<typeof encoding>): CaseCheck[] {
  const checks: CaseCheck[] = [];
  if (normalized !== undefined) checks.push(checkEqual('normalized', normalizeNfc(text), normalized));
  if (pre_tokens) checks.push(checkEqual('pieces', preTokenize(normalizeNfc(text)), pre_tokens));
  return checks;
}

function checkDecoding(tokenizer: Tokenizer, files: string, golden: z.output<typeof decoding>): CaseCheck[] {
  const skipSpecial = true;
  return [
    checkEqual(`decoded (${files})`, tokenizer.decode(golden.ids), golden.decoded),
    checkEqual(
      `decoded without special tokens (${files})`,
      tokenizer.decode(golden.ids, { skipSpecial }),
      golden.decoded_skip_special,
    ),
  ];
}

async function tokenizersOf(directory: string): Promise<ReadonlyMap<string, Tokenizer>> {
  const files = await readBundleFiles(directory);
  const open = (from: BundleFiles): Tokenizer => createTokenizer(readTokenizerSpec(from, directory));
  const tokenizers = new Map([['tokenizer.json', open(files)]]);
  const legacy = join(directory, 'tokenizer-legacy-merges.json');
  if (existsSync(legacy)) {
    const renamed = new Map<BundleFileName, string>([['tokenizer.json', await readFile(legacy, 'utf8')]]);
    tokenizers.set('tokenizer-legacy-merges.json', open(renamed));
  }
  if (files.has('vocab.json') && files.has('merges.txt')) {
    const separate = new Map(files);
    separate.delete('tokenizer.json');
    tokenizers.set('vocab.json, merges.txt', open(separate));
  }
  return tokenizers;
}
