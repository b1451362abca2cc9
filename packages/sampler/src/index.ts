export { groupSampler } from './group-sampler';
export type { GroupSamplerOptions } from './group-sampler';
export { LogitsError, SamplingAbortedError } from './errors';
export { tokenDrawer } from './token-drawer';
export type { DrawnToken, DrawOptions, TokenDrawer } from './token-drawer';
