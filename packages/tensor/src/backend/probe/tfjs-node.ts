import { tensorflowProbe } from './tensorflow-probe';

const packageName: string = '@tensorflow/tfjs-node'; // a variable, so that no bundler or type-checker asks for the optional package

/** Eager, the TensorFlow library on the processor; optional. */
export const tfjsNode = tensorflowProbe(
  packageName,
  'eager, the TensorFlow library on the processor',
  () => import(packageName),
);
