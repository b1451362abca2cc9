import { ortProbe } from './ort-probe';

/** Compiled programs on the processor; the default. */
export const ortCpu = ortProbe('cpu', {
  summary: 'compiled programs, ONNX Runtime on the processor',
  fix: 'install onnxruntime-node 1.30 on Linux x64 or arm64, macOS arm64 or Windows, with Node 20 or newer.',
});
