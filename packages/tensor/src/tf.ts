import * as tf from '@tensorflow/tfjs';
import { correctGradients } from './gradients/correct-gradients';

tf.enableProdMode();
correctGradients();

/** TensorFlow.js, set up once: production mode, the gradients of tfjs with our corrections. Import it from here, always. */
export { tf };
