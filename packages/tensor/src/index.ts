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
export { fromBfloat16, toBfloat16, widened } from './bfloat16';
export {
  hostTensor,
  scalarTensor,
  sizeOf,
  type DType,
  type StoredDType,
  type HostTensor,
  type TensorData,
  type TensorSpec,
} from './host-tensor';
export { geluErf, quickGelu, silu } from './ops/activations';
export { checkpoint } from './ops/checkpoint';
export { chosenLogProbs } from './ops/chosen-log-probs';
export { headLogProbs } from './ops/head-log-probs';
export { layerNorm } from './ops/layer-norm';
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
