import { DataError } from '@stepgrpo/core';
import fc from 'fast-check';
import golden from '../../golden/smart-resize.json';
import { smartResize } from './smart-resize';

const limitNames = ['published', 'max200704', 'class_default', 'min100352'] as const;

it.each(limitNames)('gives the sizes of the original within the limits "%s"', (name) => {
  const [minPixels, maxPixels] = golden.limits[name] as [number, number];
  for (const row of golden.rows) {
    const [height, width] = row.input as [number, number];
    expect(smartResize(height, width, { factor: golden.factor, minPixels, maxPixels })).toEqual(row[name]);
  }
});

it('refuses sides more than 200 times as long as the other, and takes exactly 200', () => {
  const limits = { factor: 28, minPixels: 3136, maxPixels: 12845056 };
  for (const [height, width] of golden.refused as [number, number][]) {
    expect(() => smartResize(height, width, limits)).toThrow(DataError);
  }
  expect(smartResize(1, 200, limits)[0]).toBe(28);
});

it('keeps to the limits where whole blocks can', () => {
  const side = fc.integer({ min: 28, max: 4000 });
  fc.assert(
    fc.property(
      side,
      side,
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 4, max: 1000 }),
      (h, w, low, span) => {
        fc.pre(Math.max(h, w) / Math.min(h, w) <= 20);
        const factor = 28;
        const minPixels = low * factor * factor;
        const maxPixels = (low * 4 + span * 40) * factor * factor;
        const [height, width] = smartResize(h, w, { factor, minPixels, maxPixels });
        expect([height % factor, width % factor]).toEqual([0, 0]);
        expect(height * width).toBeGreaterThanOrEqual(minPixels);
        expect(height * width).toBeLessThanOrEqual(Math.max(maxPixels, factor * Math.max(height, width)));
      },
    ),
  );
});
