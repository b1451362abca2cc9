import { tensorflowProbe } from './tensorflow-probe';

const packageName: string = '@tensorflow/tfjs-node-gpu'; // a variable, so that no bundler or type-checker asks for the optional package

/** Eager, the TensorFlow library on an NVIDIA GPU; optional. */
export const tfjsNodeGpu = tensorflowProbe(
  packageName,
  'eager, the TensorFlow library on an NVIDIA GPU',
  () => import(packageName),
);
