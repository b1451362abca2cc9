export type {
  Backend,
  CompiledFunction,
  CompileOptions,
  CompileStats,
  TensorFunction,
} from './backend/backend';
export { chooseThreads, type ThreadChoice } from './backend/choose-threads';
export type { BackendProbe, BackendSettings, Finding } from './backend/probe/probe';
export {
  backendProbes,
  resolveBackend,
  type Resolved,
  type ResolveOptions,
  type Tried,
} from './backend/resolve';
export {
  hostTensor,
  scalarTensor,
  sizeOf,
  type DType,
  type HostTensor,
  type TensorData,
  type TensorSpec,
} from './host-tensor';
export { geluErf, quickGelu, silu } from './ops/activations';
export { chosenLogProbs } from './ops/chosen-log-probs';
export { layerNorm } from './ops/layer-norm';
export { linearLogProbs } from './ops/linear-log-probs';
export { rmsNorm } from './ops/rms-norm';
export { tf } from './tf';
export {
  flattenTree,
  mapTree,
  specOf,
  unflattenTree,
  type HostTensorsOf,
  type SpecsOf,
  type TensorsOf,
  type Tree,
} from './tree';
