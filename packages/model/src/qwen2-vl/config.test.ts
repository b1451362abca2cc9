import { presets } from '../presets';
import { headDim, mergeUnit, patchDim, visionHeadDim } from './config';

it('derives the widths of the published 2B model', () => {
  const config = presets.get('qwen2-vl-2b')();
  expect([headDim(config), visionHeadDim(config), patchDim(config), mergeUnit(config)]).toEqual([
    128, 80, 1176, 4,
  ]);
});
