import * as tf from '@tensorflow/tfjs';
import { indexGradients } from './index-gradients';
import { matmulGradient } from './matmul-gradient';
import { pairGradients } from './pair-gradients';
import { reduceGradients } from './reduce-gradients';
import { repeatGradients } from './repeat-gradients';

/** Every gradient of tfjs that is replaced or added; each file says what was wrong. */
export const correctedGradients: readonly tf.GradConfig[] = [
  matmulGradient,
  ...pairGradients,
  ...reduceGradients,
  ...repeatGradients,
  ...indexGradients,
];

/**
 * Replaces the gradients of tfjs 4.22 that are wrong or needlessly slow, and adds missing ones, on every backend.
 * Calling it again changes nothing.
 */
export function correctGradients(): void {
  for (const config of correctedGradients) {
    if (tf.getGradient(config.kernelName) !== undefined) tf.unregisterGradient(config.kernelName);
    tf.registerGradient(config);
  }
}
