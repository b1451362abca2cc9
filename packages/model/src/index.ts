export { readConfig, readWeights } from './checkpoint/checkpoint';
export { openSafetensors, writeSafetensors, type SafetensorsFile } from './checkpoint/safetensors';
export type { CaseResult, Check } from './conformance/check';
export { runChatTemplateCases } from './conformance/chat-template-cases';
export { runImageProcessorCases } from './conformance/image-processor-cases';
export { runModelCases } from './conformance/model-cases';
export { runTokenizerCases } from './conformance/tokenizer-cases';
export { HubError } from './hub/hub-error';
export { hubSettings, type HubSettings } from './hub/hub-settings';
export { resolveModel } from './hub/resolve-model';
export { decodeImage, decodeImageBytes } from './image/decode';
export type { RgbImage } from './image/decode';
export { adapterWeights, createAdapter, isIdle, withoutAdapter, type Adapter } from './lora/adapter';
export { isAdapterDirectory, readAdapter, writeAdapter } from './lora/adapter-files';
export { mergeAdapter, type MergedWeights } from './lora/merge-adapter';
export { createPolicy } from './policy/create-policy';
export type { PolicyBatch } from './policy/collate';
export { loadPolicy } from './policy/load-policy';
export type { PolicyProgram } from './policy/policy-program';
export type { HostWeights, TrainablePolicy } from './policy/trainable-policy';
export { presets, type Preset } from './presets';
export type { Qwen2VlConfig, SpecialTokenIds, VisionConfig } from './qwen2-vl/config';
export { parameterCount, weightSpecs } from './qwen2-vl/weight-specs';
export { synthesizeCheckpoint, type SynthesizeOptions } from './synthesize/synthesize-checkpoint';
export { vocabularyOf, type Vocabulary } from './vocabulary';
export { createTextBundle } from './text-bundle-create';
export type { TextBundleOptions } from './text-bundle-create';
export { loadTextBundle } from './text-bundle-load';
export type { TokenizerTextBundle } from './text-bundle-load';
export type { DecodingWithStarts, TextBundle } from './text-bundle';
export { createTokenizer, loadTokenizer } from './tokenizer';
export type {
  DecodeOptions,
  DecodingWithOffsets,
  EncodeOptions,
  EncodingWithOffsets,
  Tokenizer,
} from './tokenizer';
export type { AddedToken, TokenizerSpec } from './tokenizer/tokenizer-spec';
export { completionBucket } from './decoding/decoding-session';
export { adaptedModules } from './lora/lora-modules';
export { LOGITS_AT_ONCE } from './policy/policy-program';
export { lengthBucket, patchBucket } from './policy/shape-buckets';
export { headDim, mergeUnit } from './qwen2-vl/config';
export { keptLayerBytes, recomputesLayers } from './qwen2-vl/layer-memory';
