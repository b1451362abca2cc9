import { ortProbe } from './ort-probe';

/** Compiled programs on an NVIDIA GPU. */
export const ortCuda = ortProbe('cuda', {
  summary: 'compiled programs, ONNX Runtime on an NVIDIA GPU',
  fix: 'install CUDA 12, cuDNN 9 and the CUDA library of onnxruntime-node (npm rebuild onnxruntime-node --ignore-scripts=false).',
});
