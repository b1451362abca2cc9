import { tf } from '@stepgrpo/tensor';
import { defaultSettings } from '../settings';
import { cispo } from './cispo';

it('weighs the log-probability by a ratio held in absolute bounds', () => {
  const ratio = tf.tensor2d([[0.1, 1, 9]]); // prettier-ignore
  const { term, metrics } = cispo({ ...defaultSettings, weightMin: 0.5, weightMax: 5 })({
    logProbs: tf.tensor2d([[-1, -2, -3]]), // prettier-ignore
    tokenRatio: ratio,
    ratio,
    advantages: tf.tensor2d([[2]]),
    mask: ratio,
    selected: ratio,
  });
  expect([...term.dataSync()]).toEqual([1, 4, 30]);
  expect([...metrics['cispo_clip_ratio']!.values().dataSync()]).toEqual([0, 0, 1]);
});
