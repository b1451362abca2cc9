import { tf } from '@stepgrpo/tensor';
import { clipMetrics } from './clip-metrics';

it('counts ratios that left the range where that stops learning', () => {
  const ratio = tf.tensor2d([[0.5, 0.5, 1.5, 1.5, 1]]); // prettier-ignore
  const advantages = tf.tensor2d([[-1, 1, -1, 1, 1]]); // prettier-ignore
  const metrics = clipMetrics(ratio, advantages, [0.8, 1.2]);
  const of = (name: string): number[] => [...metrics[`clip_ratio/${name}`]!.values().dataSync()];
  expect(of('low_mean')).toEqual([1, 0, 0, 0, 0]);
  expect(of('high_mean')).toEqual([0, 0, 0, 1, 0]);
  expect(of('region_mean')).toEqual([1, 0, 0, 1, 0]);
  expect([metrics['clip_ratio/low_min']!.kind, metrics['clip_ratio/high_max']!.kind]).toEqual(['min', 'max']);
});
