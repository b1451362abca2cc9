import { join } from 'node:path';
import { DataError } from '@stepgrpo/core';
import { z } from 'zod';
import { smartResize } from '../qwen2-vl/smart-resize';
import type { CaseResult } from './case-result';
import { checkEqual, checkWithin, runCase } from './case-result';
import { readGoldenFile } from './golden-file';

const size = z.object({ height: z.number(), width: z.number() });
const pair = z.tuple([z.number(), z.number()]);
const sizeTable = z.object({
  factor: z.number(),
  configs: z.record(z.string(), pair),
  rows: z.array(size.catchall(pair)),
  must_throw_aspect_ratio_over_200: z.array(size.loose()).default([]),
});

/** Compares resized sizes with the table, for every size and every pair of limits. */
export async function runSmartResizeCases(root: string): Promise<readonly CaseResult[]> {
  const table = await readGoldenFile(join(root, 'smart_resize.json'), sizeTable);
  const fitted = table.rows.map(({ height, width, ...expected }) =>
    runCase(`size ${width} x ${height}`, () =>
      Object.entries(expected).map(([config, wanted]) => {
        const [minPixels, maxPixels] = table.configs[config] ?? [NaN, NaN];
        const limits = { factor: table.factor, minPixels, maxPixels };
        return checkEqual(config, smartResize(height, width, limits), wanted);
      }),
    ),
  );
  const refused = table.must_throw_aspect_ratio_over_200.map(({ height, width }) =>
    runCase(`size ${width} x ${height}`, () => [
      checkWithin('is refused', isRefused(height, width) ? 0 : 1, 0),
    ]),
  );
  return Promise.all([...fitted, ...refused]);
}

function isRefused(height: number, width: number): boolean {
  try {
    smartResize(height, width, { factor: 28, minPixels: 3136, maxPixels: 12845056 });
    return false;
  } catch (error) {
    return error instanceof DataError;
  }
}
